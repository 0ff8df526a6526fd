import { t } from '@lingui/core/macro';
import { Logo } from '../ui/Logo';
import { Notice } from '../ui/Notice';
import styles from './Shell.module.css';
import { startVisit } from './start';

/** Before the start state is here: the mark, breathing; or that the school cannot be reached. */
export function Starting({ account }: { account: 'unknown' | 'unreachable' }) {
  return (
    <main className={`${styles.starting} pm-paper`}>
      {account === 'unknown' ? (
        <div className={styles.mark} role="status" aria-label={t`Загружается`}>
          <Logo size={72} />
        </div>
      ) : (
        <Notice
          icon={<Logo size={72} />}
          title={t`Нет связи со школой`}
          action={{ label: t`Ещё раз`, onClick: () => void startVisit() }}
        >
          {t`Проверьте интернет и попробуйте ещё раз. Неотправленные сообщения сохранены на этом устройстве.`}
        </Notice>
      )}
    </main>
  );
}
