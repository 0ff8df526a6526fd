import { t } from '@lingui/core/macro';
import { Icon24ArrowLeftOutline, Icon24FavoriteOutline, Icon24WriteOutline } from '@vkontakte/icons';
import { IconButton, Title } from '@vkontakte/vkui';
import { Suspense } from 'react';
import { lazily } from '../../ui/lazily';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { ChatList } from './ChatList';
import styles from './ChatListPane.module.css';
import { Filters, LIST_ID } from './list/Filters';
import { JumpField } from './list/JumpField';
import { choose, useList } from './list/listStore';
import { useWhichList } from './list/useWhichList';
import { useChatList } from './useChatList';

const ListBar = lazily(() => import('./list/ListBar').then((all) => all.ListBar), {
  shape: 'line',
  giveUp: () => choose(null),
});

/** The middle column from 768 px. */
export function ChatListPane({ selected }: { selected: number | null }) {
  const isArchive = useWhichList();
  const isBusy = useList((state) => state.chosen !== null || state.isArranging);
  const view = useChatList(selected);
  return (
    <section className={styles.pane} aria-label={isArchive ? t`Архив` : t`Чаты`}>
      <Suspense fallback={<Head isArchive={isArchive} />}>
        {isBusy ? <ListBar /> : <Head isArchive={isArchive} />}
      </Suspense>
      {!isArchive && (
        <>
          <JumpField isPhone={false} />
          {!view.isBare && <Filters waiting={view.waiting} />}
        </>
      )}
      <div
        id={LIST_ID}
        className={styles.list}
        {...(!isArchive && !view.isBare && { role: 'tabpanel', 'aria-label': t`Чаты` })}
      >
        <ChatList view={view} selected={selected} isPhone={false} />
      </div>
    </section>
  );
}

function Head({ isArchive }: { isArchive: boolean }) {
  return (
    <header className={styles.head}>
      {isArchive && (
        <IconButton label={t`К списку чатов`} onClick={() => navigate(paths.chats)}>
          <Icon24ArrowLeftOutline />
        </IconButton>
      )}
      <Title className={styles.title ?? ''} level="2" weight="1" Component="h1">
        {isArchive ? t`Архив` : t`Чаты`}
      </Title>
      {!isArchive && (
        <IconButton label={t`Важные сообщения`} onClick={() => navigate(paths.important)}>
          <Icon24FavoriteOutline />
        </IconButton>
      )}
      {!isArchive && (
        <IconButton label={t`Новый чат`} onClick={() => navigate(paths.make)}>
          <Icon24WriteOutline />
        </IconButton>
      )}
    </header>
  );
}
