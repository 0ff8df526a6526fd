import { t } from '@lingui/core/macro';
import { Icon28FavoriteOutline, Icon28WriteOutline } from '@vkontakte/icons';
import { PanelHeaderButton } from '@vkontakte/vkui';
import { Suspense } from 'react';
import { Logo } from '../../ui/Logo';
import { lazily } from '../../ui/lazily';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { ScreenHeader } from '../../ui/ScreenHeader';
import { ChatList } from './ChatList';
import styles from './ChatListScreen.module.css';
import { Filters, LIST_ID } from './list/Filters';
import { JumpField } from './list/JumpField';
import { choose, useList } from './list/listStore';
import { useWhichList } from './list/useWhichList';
import { useChatList } from './useChatList';

const ListBar = lazily(() => import('./list/ListBar').then((all) => all.ListBar), {
  shape: 'line',
  giveUp: () => choose(null),
});

/** The list, or the archive, as a screen of the phone. */
export function ChatListScreen() {
  const isArchive = useWhichList();
  const isBusy = useList((state) => state.chosen !== null || state.isArranging);
  const view = useChatList(null);
  return (
    <section className={styles.screen} aria-label={isArchive ? t`Архив` : t`Чаты`}>
      <Suspense fallback={<Head isArchive={isArchive} />}>
        {isBusy ? <ListBar /> : <Head isArchive={isArchive} />}
      </Suspense>
      {!isArchive && (
        <>
          <JumpField isPhone />
          {!view.isBare && <Filters waiting={view.waiting} />}
        </>
      )}
      <div
        id={LIST_ID}
        className={styles.list}
        {...(!isArchive && !view.isBare && { role: 'tabpanel', 'aria-label': t`Чаты` })}
      >
        <ChatList view={view} selected={null} isPhone />
      </div>
    </section>
  );
}

function Head({ isArchive }: { isArchive: boolean }) {
  if (isArchive) {
    return (
      <ScreenHeader hasBack>
        <h1 className={styles.title}>{t`Архив`}</h1>
      </ScreenHeader>
    );
  }
  return (
    <ScreenHeader
      isOpen
      after={
        <>
          <PanelHeaderButton aria-label={t`Важные сообщения`} onClick={() => navigate(paths.important)}>
            <Icon28FavoriteOutline />
          </PanelHeaderButton>
          <PanelHeaderButton aria-label={t`Новый чат`} onClick={() => navigate(paths.make)}>
            <Icon28WriteOutline />
          </PanelHeaderButton>
        </>
      }
    >
      <span className={styles.brand}>
        <Logo size={32} />
        <h1 className={styles.title}>{t`Чаты`}</h1>
      </span>
    </ScreenHeader>
  );
}
