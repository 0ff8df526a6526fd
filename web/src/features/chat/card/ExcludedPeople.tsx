import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import type { Excluded } from '../../../api/groups';
import { UserAvatar } from '../../../ui/UserAvatar';
import { dayTitle } from '../../../ui/when';
import styles from './ExcludedPeople.module.css';
import { bringBack } from './memberDeeds';

/** Those of the roster who were taken out by hand, why, and the way back; only for those who may bring them back. */
export function ExcludedPeople({ conversation, excluded }: { conversation: number; excluded: readonly Excluded[] }) {
  return (
    <section aria-labelledby="card-excluded">
      <h3 id="card-excluded" className={styles.title}>
        {t`Исключены`} <span className={styles.count}>{excluded.length}</span>
      </h3>
      <ul className={styles.list}>
        {excluded.map(({ person, name, reason, by, at }) => (
          <li key={person} className={styles.row}>
            <UserAvatar id={person} name={name} size={40} />
            <div className={styles.facts}>
              <div className={styles.name}>{name}</div>
              {reason && <div className={styles.reason}>{reason}</div>}
              <div className={styles.reason}>
                {by}, {dayTitle(at).toLocaleLowerCase()}
              </div>
              <Button
                size="m"
                mode="secondary"
                className={styles.back}
                aria-label={t`Вернуть в чат: ${name}`}
                onClick={() => void bringBack(conversation, person, name)}
              >
                {t`Вернуть в чат`}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
