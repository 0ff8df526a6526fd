import { t } from '@lingui/core/macro';
import { Icon24WriteOutline } from '@vkontakte/icons';
import { IconButton, Title } from '@vkontakte/vkui';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { ChatList } from './ChatList';
import styles from './ChatListPane.module.css';

/** The middle column from 768 px. */
export function ChatListPane({ selected }: { selected: number | null }) {
  return (
    <section className={styles.pane} aria-label={t`Чаты`}>
      <header className={styles.head}>
        <Title level="2" weight="1" Component="h1">
          {t`Чаты`}
        </Title>
        <IconButton label={t`Новый чат`} onClick={() => navigate(paths.contacts)}>
          <Icon24WriteOutline />
        </IconButton>
      </header>
      <div className={styles.list}>
        <ChatList selected={selected} isPhone={false} />
      </div>
    </section>
  );
}
