import { t } from '@lingui/core/macro';
import { Icon20HandOutline } from '@vkontakte/icons';
import { UserAvatar } from '../../../ui/UserAvatar';
import { useIsDesktop } from '../../../ui/useMedia';
import { avatarOf } from '../avatar';
import { useCall } from '../context';
import { handQueue } from '../view';
import styles from './HandQueue.module.css';

/** As many as fit beside the title. */
const MOST = 2;

/** Whoever wants to answer, in the order in which they asked. */
export function HandQueue({ onOpen }: { onOpen(): void }) {
  const { view } = useCall();
  const isDesktop = useIsDesktop();
  const queue = handQueue(view.seats);
  if (queue.length === 0) return null;
  const names = queue.map((seat) => seat.name.split(' ')[0]).join(', ');
  return (
    <button type="button" className={styles.queue} onClick={onOpen}>
      <span className={styles.hand}>
        <Icon20HandOutline aria-hidden />
        {isDesktop ? t`Хотят ответить` : queue.length}
      </span>
      {isDesktop ? (
        queue.slice(0, MOST).map((seat, index) => (
          <span key={seat.identity} className={styles.person}>
            <UserAvatar id={avatarOf(seat)} name={seat.name} size={28} />
            <span className={styles.number}>{index + 1}</span>
            <span className={styles.name}>{seat.name}</span>
          </span>
        ))
      ) : (
        <span className={styles.names}>
          {queue.length === 1 ? t`${names}: поднята рука` : t`${names} хотят ответить`}
        </span>
      )}
      {isDesktop && queue.length > MOST && <span className={styles.number}>+{queue.length - MOST}</span>}
    </button>
  );
}
