import { ConfigProvider } from '@vkontakte/vkui';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { goUp, replacePath } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { AtDoor } from './AtDoor';
import styles from './Call.module.css';
import { CallContext } from './context';
import { openCall } from './openCall';
import { PreJoin } from './preview/PreJoin';
import { release, sessionOf } from './sessions';
import { SmallWindow } from './stage/SmallWindow';
import { Stage } from './stage/Stage';
import { useStage } from './stage/useStage';
import type { CallView } from './view';

interface CallProps {
  call: number;
  /** The person is elsewhere in the app. */
  isSmall?: boolean;
  /** Where to go afterwards; guests have no chat to go back to. */
  onGone?(): void;
}

/** A call from the look at oneself to the end, over the whole screen or in a small window. */
export function Call({ call, isSmall = false, onGone }: CallProps) {
  const [session] = useState(() => sessionOf(call));
  const view = useSyncExternalStore(session.subscribe, session.getView);
  useEffect(() => () => release(call), [call]);
  const stage = useStage();
  const here = useMemo(() => ({ view, deeds: session }), [view, session]);
  const go = onGone ?? (() => backToChat(view));
  const leave = () => {
    void session.leave();
    go();
  };
  const endForAll = () => session.endForAll().then(go);
  if (view.phase === 'inside') {
    return (
      <CallContext value={here}>
        <ConfigProvider colorScheme="dark">
          <Frame isSmall={isSmall}>
            {isSmall ? (
              <SmallWindow stage={stage} onExpand={() => openCall(call)} onLeave={leave} />
            ) : (
              <Stage
                stage={stage}
                onMinimise={onGone ? null : () => backToChat(view)}
                onLeave={leave}
                onEnd={endForAll}
              />
            )}
          </Frame>
        </ConfigProvider>
      </CallContext>
    );
  }
  if (isSmall) return null;
  const isBefore = view.phase === 'preview' || view.phase === 'asking';
  const Screen = isBefore ? PreJoin : AtDoor;
  return (
    <main className={styles.full}>
      <Screen session={session} view={view} onClose={leave} />
    </main>
  );
}

function Frame({ isSmall, children }: { isSmall: boolean; children: ReactNode }) {
  // The tokens of the dark scheme, whatever the rest of the app wears.
  const Box = isSmall ? 'div' : 'main';
  return <Box className={`vkui--vkBase--dark ${isSmall ? styles.small : styles.inside}`}>{children}</Box>;
}

/** To the chat of the call; by the browser's own "back" where one came from there. */
function backToChat({ call }: CallView) {
  const chat = call?.conversation ? paths.conversation(call.conversation) : paths.chats;
  if (location.pathname !== paths.call(call?.id ?? 0)) return;
  if (history.state?.from) history.back();
  else if (chat === paths.chats) goUp();
  else replacePath(chat);
}
