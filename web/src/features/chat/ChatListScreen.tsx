import { t } from '@lingui/core/macro';
import { Icon28WriteOutline } from '@vkontakte/icons';
import { PanelHeaderButton } from '@vkontakte/vkui';
import { Logo } from '../../ui/Logo';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { ScreenHeader } from '../../ui/ScreenHeader';
import { ChatList } from './ChatList';
import styles from './ChatListScreen.module.css';

/** The list as a screen of the phone. */
export function ChatListScreen() {
  return (
    <section className={styles.screen} aria-label={t`Чаты`}>
      <ScreenHeader
        after={
          <PanelHeaderButton aria-label={t`Новый чат`} onClick={() => navigate(paths.contacts)}>
            <Icon28WriteOutline />
          </PanelHeaderButton>
        }
      >
        <span className={styles.brand}>
          <Logo size={32} />
          <h1 className={styles.title}>{t`Чаты`}</h1>
        </span>
      </ScreenHeader>
      <div className={styles.list}>
        <ChatList selected={null} isPhone />
      </div>
    </section>
  );
}
