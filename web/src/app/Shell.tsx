import { t } from '@lingui/core/macro';
import { Suspense, useDeferredValue, useEffect } from 'react';
import { CallHost } from '../features/calls/CallHost';
import { ChatListPane, ChatListScreen, Conversation, Jump } from '../features/chat';
import { DemoBar } from '../features/demo';
import { signOut } from '../features/people';
import { unreadChats } from '../store/select/rows';
import { useLive } from '../store/store';
import { lazily } from '../ui/lazily';
import { Notice } from '../ui/Notice';
import { Overlays } from '../ui/overlay/Overlays';
import { goUp, replacePath, useRoute } from '../ui/route/history';
import { isOfCard, paths, type Route, type Screen } from '../ui/route/paths';
import { SkeletonRows } from '../ui/SkeletonRows';
import { useIsDesktop, useIsWide } from '../ui/useMedia';
import { BottomBar } from './BottomBar';
import { ConnectionBar } from './ConnectionBar';
import { NavRail } from './NavRail';
import { NewVersionBar } from './NewVersionBar';
import styles from './Shell.module.css';
import { leave } from './start';
import { useNotices } from './useNotices';

const CardPanel = lazily(() => import('../features/chat/card/Card').then((all) => all.CardPanel), { shape: 'screen' });
const CardScreen = lazily(() => import('../features/chat/card/Card').then((all) => all.CardScreen), {
  shape: 'screen',
});
const PinsScreen = lazily(() => import('../features/chat/message/PinsScreen').then((all) => all.PinsScreen), {
  shape: 'screen',
});
const ImportantScreen = lazily(
  () => import('../features/chat/message/ImportantScreen').then((all) => all.ImportantScreen),
  { shape: 'screen' },
);
const MakeChat = lazily(() => import('../features/chat/make/MakeChat').then((all) => all.MakeChat), {
  shape: 'screen',
});
const JoinScreen = lazily(() => import('../features/chat/make/JoinScreen').then((all) => all.JoinScreen), {
  shape: 'screen',
});
const Contacts = lazily(() => import('../features/contacts/Contacts').then((all) => all.Contacts), { shape: 'screen' });
const PersonCard = lazily(() => import('../features/contacts/PersonCard').then((all) => all.PersonCard), {
  shape: 'screen',
});
const CallScreens = lazily(() => import('../features/callsOutside/CallScreens').then((all) => all.CallScreens), {
  shape: 'screen',
});
const RingHost = lazily(() => import('../features/callsOutside/ring/RingHost').then((all) => all.RingHost), {
  shape: 'nothing',
});
const CallLink = lazily(() => import('../features/callsOutside/guest/CallLink').then((all) => all.CallLink), {
  shape: 'screen',
});
const Check = lazily(() => import('../features/check/Check').then((all) => all.Check), { shape: 'screen' });
const Account = lazily(() => import('../features/people/Account').then((all) => all.Account), { shape: 'screen' });

/** Inside: bars, sections, and the screens of the address. */
export function Shell() {
  const route = useRoute();
  const isDesktop = useIsDesktop();
  const isDemo = useLive((state) => state.me?.demo ?? false);
  useNotices('conversation' in route ? route.conversation : null);
  useEscape(route);
  return (
    <div className={styles.page}>
      {isDemo && <DemoBar onLeave={() => void signOut().then(leave, () => undefined)} />}
      <Title route={route} />
      <ConnectionBar />
      <NewVersionBar />
      {route.screen !== 'call' && (isDesktop ? <Columns route={route} /> : <OneScreen route={route} />)}
      <CallHost route={route} />
      <Suspense>
        <RingHost />
      </Suspense>
      <Overlays />
      <Jump />
    </div>
  );
}

function Columns({ route }: { route: Route }) {
  return (
    <div className={styles.columns}>
      <NavRail screen={route.screen} />
      <main className={styles.main}>
        <Suspense fallback={<SkeletonRows />}>
          <ColumnsOf route={route} />
        </Suspense>
      </main>
    </div>
  );
}

function ColumnsOf({ route }: { route: Route }) {
  const isWide = useIsWide();
  switch (route.screen) {
    case 'account':
      return <Account section={route.section} isPhone={false} onSignedOut={() => void leave()} />;
    case 'contacts':
      return (
        <>
          <Contacts isPhone={false} />
          <Nothing>{t`Выберите, кому написать.`}</Nothing>
        </>
      );
    case 'person':
      return (
        <>
          <Contacts isPhone={false} selected={route.profile} />
          <PersonCard key={route.profile} profile={route.profile} isPhone={false} />
        </>
      );
    case 'calls':
    case 'make-call':
    case 'gather':
    case 'call-plan':
    case 'attendance':
      return <CallScreens route={route} isPhone={false} />;
    case 'call-link':
      return <CallLink onSignIn={null} onHome={toChats} />;
    case 'check':
      return <Check onSignIn={null} />;
    case 'make':
      return (
        <>
          <ChatListPane selected={route.from} />
          <MakeChat key={route.from} from={route.from} isPhone={false} />
        </>
      );
    case 'join':
      return (
        <>
          <ChatListPane selected={null} />
          <JoinScreen key={route.token} token={route.token} isPhone={false} />
        </>
      );
    case 'pins':
      return (
        <>
          <ChatListPane selected={route.conversation} />
          <PinsScreen key={route.conversation} conversation={route.conversation} />
        </>
      );
    case 'important':
      return (
        <>
          <ChatListPane selected={null} />
          <ImportantScreen />
        </>
      );
    case 'conversation':
    case 'card':
    case 'settings':
    case 'add':
    case 'links':
    case 'appearance': {
      const { conversation } = route;
      const ofCard = isOfCard(route) ? route : null;
      return (
        <>
          <ChatListPane selected={conversation} />
          {ofCard && !isWide ? (
            <CardScreen key={conversation} route={ofCard} />
          ) : (
            <Conversation key={conversation} conversation={conversation} isPhone={false} />
          )}
          {ofCard && isWide && <CardPanel key={`card ${conversation}`} route={ofCard} />}
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

const toChats = () => replacePath(paths.chats);

function Nothing({ children }: { children: string }) {
  return (
    <div className={`${styles.nothing} pm-paper`}>
      <Notice>{children}</Notice>
    </div>
  );
}

/** The screens of the sections; those below them have an arrow back instead. */
const WITH_BAR: ReadonlySet<Screen> = new Set(['chats', 'contacts', 'calls', 'account', 'unknown']);

const LISTS: ReadonlySet<Screen> = new Set(['chats', 'archive', 'unknown']);

function OneScreen({ route }: { route: Route }) {
  const hasBar = WITH_BAR.has(route.screen) && !('section' in route && route.section);
  const isList = LISTS.has(route.screen);
  return (
    <>
      <main className={styles.main}>
        <Suspense fallback={<SkeletonRows />}>
          <PhoneScreen route={route} />
        </Suspense>
        <List isShown={isList} />
      </main>
      {hasBar && <BottomBar screen={route.screen} />}
    </>
  );
}

/** What is left of it goes when the chat that was tapped is on the screen: taking rows away takes time, too. */
function List({ isShown }: { isShown: boolean }) {
  const lingers = useDeferredValue(isShown);
  if (!isShown && !lingers) return null;
  return (
    <div className={isShown ? styles.list : styles.leaving} inert={!isShown}>
      <ChatListScreen />
    </div>
  );
}

function PhoneScreen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'account':
      return <Account section={route.section} isPhone onSignedOut={() => void leave()} />;
    case 'contacts':
      return <Contacts isPhone />;
    case 'calls':
    case 'make-call':
    case 'gather':
    case 'call-plan':
    case 'attendance':
      return <CallScreens route={route} isPhone />;
    case 'call-link':
      return <CallLink onSignIn={null} onHome={toChats} />;
    case 'check':
      return <Check onSignIn={null} />;
    case 'conversation':
      return <Conversation key={route.conversation} conversation={route.conversation} isPhone />;
    case 'card':
    case 'settings':
    case 'add':
    case 'links':
    case 'appearance':
      return <CardScreen key={route.conversation} route={route} />;
    case 'pins':
      return <PinsScreen key={route.conversation} conversation={route.conversation} />;
    case 'important':
      return <ImportantScreen />;
    case 'make':
      return <MakeChat key={route.from} from={route.from} isPhone />;
    case 'join':
      return <JoinScreen key={route.token} token={route.token} isPhone />;
    case 'person':
      return <PersonCard key={route.profile} profile={route.profile} isPhone />;
    default:
      return null;
  }
}

/** The tab's title: how many chats wait, and where one is. */
function Title({ route }: { route: Route }) {
  // What comes into the chat before one's eyes is read before the next frame: nothing waits.
  const waiting = useDeferredValue(useLive(unreadChats));
  const chat = useLive((state) => ('conversation' in route ? state.rows[route.conversation]?.title : undefined));
  useEffect(() => {
    const place =
      chat ??
      { contacts: t`Контакты`, calls: t`Звонки`, account: t`Аккаунт`, check: t`Проверка связи` }[
        route.screen as string
      ] ??
      t`Чаты`;
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${place} — ${t`Перемена`}`;
  }, [waiting, chat, route.screen]);
  return null;
}

/** There is nothing above the list, and a call minds its keys itself. */
const WITHOUT_UP: ReadonlySet<Screen> = new Set(['chats', 'call']);

/** Esc goes one screen up, unless something on the screen wanted it. */
function useEscape(route: Route) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !WITHOUT_UP.has(route.screen)) goUp();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [route.screen]);
}
