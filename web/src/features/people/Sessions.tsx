import { t } from '@lingui/core/macro';
import { Icon28ComputerOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { OwnSession } from '../../api/identity';
import { Notice } from '../../ui/Notice';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { listTime } from '../../ui/when';
import styles from './Account.module.css';
import { seen, useSessions } from './useSessions';

/** Where I am signed in; one or all others can be ended. */
export function Sessions() {
  const { sessions, hasFailed, reload, end } = useSessions();
  if (hasFailed) {
    return (
      <Notice title={t`Не удалось загрузить сеансы`} action={{ label: t`Ещё раз`, onClick: reload }}>
        {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
      </Notice>
    );
  }
  if (!sessions) return <SkeletonRows />;
  const others = sessions.filter((session) => !session.is_current);
  return (
    <div className={styles.card}>
      <ul className={styles.plain}>
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={() => end([session])} />
        ))}
      </ul>
      {others.length > 0 && (
        <Button className={styles.endAll} size="m" mode="tertiary" appearance="negative" onClick={() => end(others)}>
          {t`Завершить все остальные`}
        </Button>
      )}
    </div>
  );
}

function SessionLine({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  return (
    <li className={styles.session}>
      <Icon28ComputerOutline className={styles.icon} />
      <span className={styles.sessionFacts}>
        <span className={styles.strong}>{session.browser}</span>
        <span className={styles.quiet}>
          {session.is_current ? t`этот браузер` : t`последний раз ${listTime(seen(session) * 1000)}`}
        </span>
      </span>
      {!session.is_current && (
        <Button size="s" mode="secondary" onClick={onEnd} aria-label={t`Завершить: ${session.browser}`}>
          {t`Завершить`}
        </Button>
      )}
    </li>
  );
}
