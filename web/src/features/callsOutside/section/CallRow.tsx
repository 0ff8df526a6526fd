import { t } from '@lingui/core/macro';
import { Icon20CalendarOutline, Icon20PhoneOutline, Icon20VideocamOutline, Icon28UsersOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { KnownCall } from '../../../api/callsOutside';
import { useLive } from '../../../store/store';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { UserAvatar } from '../../../ui/UserAvatar';
import { openCall } from '../../calls/openCall';
import { spokenGoing } from '../going';
import { audienceSpoken } from '../make/audience';
import { fateOf, fateSpoken, lengthOf, mediaTitle, spokenLength, whenSpoken } from '../words';
import styles from './CallRow.module.css';

/** One call: who, what became of it, when, how long. */
export function CallRow({ call, isSelected }: { call: KnownCall; isSelected: boolean }) {
  const me = useLive((state) => state.me?.id ?? 0);
  const isMissed = call.state === 'over' && fateOf(call, me) === 'missed';
  const title = call.title || call.by_name;
  return (
    <li className={isSelected ? `${styles.row} ${styles.selected}` : styles.row}>
      <Link to={goalOf(call)} className={styles.call} aria-current={isSelected ? 'page' : undefined}>
        <UserAvatar id={call.conversation ?? call.id} name={title} size={44} />
        <span className={styles.facts}>
          <span className={isMissed ? `${styles.title} ${styles.missed}` : styles.title}>{title}</span>
          <span className={isMissed ? `${styles.line} ${styles.missed}` : styles.line}>
            <Sign call={call} />
            {secondLine(call, me)}
          </span>
          <span className={styles.line}>{thirdLine(call)}</span>
        </span>
      </Link>
      {call.state === 'open' && (
        <Button size="m" className={styles.join ?? ''} onClick={() => openCall(call.id)}>
          {t`Присоединиться`}
        </Button>
      )}
      {call.state === 'over' && call.part === 'host' && (
        <Link to={paths.attendance(call.id)} className={styles.more} aria-label={t`Кто был в звонке «${title}»`}>
          <Icon28UsersOutline aria-hidden />
        </Link>
      )}
    </li>
  );
}

function Sign({ call }: { call: KnownCall }) {
  if (call.state === 'planned') return <Icon20CalendarOutline className={styles.sign} aria-hidden />;
  if (call.media === 'video') return <Icon20VideocamOutline className={styles.sign} aria-hidden />;
  return <Icon20PhoneOutline className={styles.sign} aria-hidden />;
}

/** What goes on is entered; what was is read in its chat. */
function goalOf(call: KnownCall): string {
  if (call.state === 'open')
    return call.may.includes('invite') && call.kind !== 'chat' ? paths.callPlan(call.id) : paths.call(call.id);
  if (call.state === 'planned') return paths.callPlan(call.id);
  if (call.kind === 'chat' && call.conversation) return paths.conversation(call.conversation);
  return call.part === 'host' ? paths.attendance(call.id) : paths.calls;
}

function secondLine(call: KnownCall, me: number): string {
  if (call.state === 'open') return call.kind === 'broadcast' ? t`Идёт трансляция` : spokenGoing(call.count);
  if (call.state === 'planned') return call.planned_at ? whenSpoken(call.planned_at) : t`Ждёт начала`;
  return `${fateSpoken(call, me)} ${mediaTitle(call.media).toLocaleLowerCase()}`;
}

function thirdLine(call: KnownCall): string {
  const by = call.by_name;
  if (call.state !== 'over') return call.audience ? `${audienceSpoken(call.audience)}, ${by}` : t`Создатель: ${by}`;
  const length = lengthOf(call);
  const at = call.started_at ?? call.planned_at;
  return [at && whenSpoken(at), length !== null && spokenLength(length)].filter(Boolean).join(', ');
}
