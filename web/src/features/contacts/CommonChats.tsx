import { t } from '@lingui/core/macro';
import { useLive } from '../../store/store';
import { ChatAvatar } from '../../ui/ChatAvatar';
import { moveFocus } from '../../ui/moveFocus';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import styles from './CommonChats.module.css';

/** The chats in which we both sit: each is a link. */
export function CommonChats({ conversations }: { conversations: readonly number[] }) {
  const rows = useLive((state) => state.rows);
  const chats = conversations.flatMap((id) => rows[id] ?? []);
  if (chats.length === 0) return null;
  return (
    <section aria-labelledby="common-chats" onKeyDown={moveFocus}>
      <h2 id="common-chats" className={styles.title}>
        {t`Общие чаты`} <span className={styles.count}>{chats.length}</span>
      </h2>
      <ul className={styles.list}>
        {chats.map((row) => (
          <li key={row.id}>
            <Link to={paths.conversation(row.id)} className={styles.row}>
              <ChatAvatar chat={row} size={40} />
              <span className={styles.name}>{row.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
