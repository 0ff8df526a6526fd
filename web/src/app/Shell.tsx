import { t } from '@lingui/core/macro';
import { lazy, Suspense, useEffect } from 'react';
import { ChatListPane, ChatListScreen, Conversation } from '../features/chat';
import { DemoBar } from '../features/demo';
import { signOut } from '../features/people';
import type { Locale } from '../i18n/i18n';
import { unreadChats } from '../store/select/rows';
import { useLive } from '../store/store';
import { Notice } from '../ui/Notice';
import { goUp, useRoute } from '../ui/route/history';
import type { Route } from '../ui/route/paths';
import { SkeletonRows } from '../ui/SkeletonRows';
import { useIsDesktop, useIsWide } from '../ui/useMedia';
import { BottomBar } from './BottomBar';
import { ConnectionBar } from './ConnectionBar';
import { NavRail } from './NavRail';
import styles from './Shell.module.css';
import { leave } from './start';

const MembersPanel = lazy(() => import('../features/chat/Members').then((all) => ({ default: all.MembersPanel })));
const MembersScreen = lazy(() => import('../features/chat/Members').then((all) => ({ default: all.MembersScreen })));
const Contacts = lazy(() => import('../features/chat/Contacts').then((all) => ({ default: all.Contacts })));
const AccountScreen = lazy(() =>
  import('../features/people/AccountScreen').then((all) => ({ default: all.AccountScreen })),
);

interface ShellProps {
  locale: Locale;
  onLocale(locale: Locale): void;
}

/** Inside: bars, sections, and the screens of the address. */
export function Shell(props: ShellProps) {
  const route = useRoute();
  const isDesktop = useIsDesktop();
  const isDemo = useLive((state) => state.me?.demo ?? false);
  useTitle(route);
  useEscape(route);
  return (
    <div className={styles.page}>
      {isDemo && <DemoBar onLeave={() => void signOut().then(leave, () => undefined)} />}
      <ConnectionBar />
      {isDesktop ? <Columns route={route} {...props} /> : <OneScreen route={route} {...props} />}
    </div>
  );
}

function Columns({ route, ...props }: ShellProps & { route: Route }) {
  return (
    <div className={styles.columns}>
      <NavRail screen={route.screen} />
      <main className={styles.main}>
        <Suspense fallback={<SkeletonRows />}>
          <ColumnsOf route={route} {...props} />
        </Suspense>
      </main>
    </div>
  );
}

function ColumnsOf({ route, locale, onLocale }: ShellProps & { route: Route }) {
  const isWide = useIsWide();
  switch (route.screen) {
    case 'account':
      return <AccountScreen locale={locale} onLocale={onLocale} onSignedOut={() => void leave()} />;
    case 'contacts':
      return (
        <>
          <Contacts isPhone={false} />
          <Nothing>{t`Выберите, кому написать.`}</Nothing>
        </>
      );
    case 'conversation':
    case 'members': {
      const { conversation, screen } = route;
      const isBeside = screen === 'members' && isWide;
      return (
        <>
          <ChatListPane selected={conversation} />
          {screen === 'members' && !isWide ? (
            <MembersScreen conversation={conversation} />
          ) : (
            <Conversation key={conversation} conversation={conversation} isPhone={false} />
          )}
          {isBeside && <MembersPanel conversation={conversation} />}
        </>
      );
    }
    default:
      return (
        <>
          <ChatListPane selected={null} />
          <Nothing>{t`Выберите чат, чтобы читать и писать.`}</Nothing>
        </>
      );
  }
}

function Nothing({ children }: { children: string }) {
  return (
    <div className={`${styles.nothing} pm-paper`}>
      <Notice>{children}</Notice>
    </div>
  );
}

function OneScreen({ route, locale, onLocale }: ShellProps & { route: Route }) {
  const hasBar = route.screen !== 'conversation' && route.screen !== 'members';
  return (
    <>
      <main className={styles.main}>
        <Suspense fallback={<SkeletonRows />}>
          <PhoneScreen route={route} locale={locale} onLocale={onLocale} />
        </Suspense>
      </main>
      {hasBar && <BottomBar screen={route.screen} />}
    </>
  );
}

function PhoneScreen({ route, locale, onLocale }: ShellProps & { route: Route }) {
  switch (route.screen) {
    case 'account':
      return <AccountScreen locale={locale} onLocale={onLocale} onSignedOut={() => void leave()} />;
    case 'contacts':
      return <Contacts isPhone />;
    case 'conversation':
      return <Conversation key={route.conversation} conversation={route.conversation} isPhone />;
    case 'members':
      return <MembersScreen conversation={route.conversation} />;
    default:
      return <ChatListScreen />;
  }
}

/** The tab's title: how many chats wait, and where one is. */
function useTitle(route: Route) {
  const waiting = useLive(unreadChats);
  const chat = useLive((state) => ('conversation' in route ? state.rows[route.conversation]?.title : undefined));
  useEffect(() => {
    const place = chat ?? { contacts: t`Контакты`, account: t`Аккаунт` }[route.screen as string] ?? t`Чаты`;
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${place} — ${t`Перемена`}`;
  }, [waiting, chat, route.screen]);
}

/** Esc goes one screen up, unless something on the screen wanted it. */
function useEscape(route: Route) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && route.screen !== 'chats') goUp();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [route.screen]);
}
