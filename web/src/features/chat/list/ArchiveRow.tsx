import { t } from '@lingui/core/macro';
import { Icon28ArchiveOutline } from '@vkontakte/icons';
import { Counter } from '@vkontakte/vkui';
import type { Row } from '../../../api/shapes';
import { isUnread } from '../../../store/select/rows';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { spokenUnreadChats } from '../words';
import styles from './ArchiveRow.module.css';

/** The way into the archive, above the chats: whose they are, and how many of them wait. */
export function ArchiveRow({ archived, isPhone }: { archived: readonly Row[]; isPhone: boolean }) {
  const waiting = archived.filter(isUnread).length;
  return (
    <Link to={paths.archive} className={isPhone ? `${styles.row} ${styles.phone}` : styles.row}>
      <span className={styles.icon}>
        <Icon28ArchiveOutline width={24} height={24} aria-hidden />
      </span>
      <span className={styles.body}>
        <span className={styles.title}>
          {t`Архив`} <span className={styles.count}>{archived.length}</span>
        </span>
        <span className={styles.names}>{archived.map((row) => row.title).join(', ')}</span>
      </span>
      {waiting > 0 && (
        <span className={styles.waiting} role="img" aria-label={spokenUnreadChats(waiting)}>
          <Counter size="s" mode="primary" appearance="neutral">
            {waiting}
          </Counter>
        </span>
      )}
    </Link>
  );
}
