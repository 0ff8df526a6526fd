import { t } from '@lingui/core/macro';
import { Suspense, useCallback, useEffect, useRef } from 'react';
import { lazily } from '../../../ui/lazily';
import { openMenu } from '../../../ui/overlay/overlays';
import { say } from '../../../ui/say';
import { useIsDesktop } from '../../../ui/useMedia';
import { useCall } from '../context';
import { PeoplePanel } from '../panel/PeoplePanel';
import { usePersonMenu } from '../panel/personMenu';
import { QuestionsPanel } from '../panel/QuestionsPanel';
import { SettingsPanel } from '../panel/SettingsPanel';
import { isBroadcast, type Seat } from '../view';
import { Controls } from './Controls';
import { HandQueue } from './HandQueue';
import { Notes } from './Notes';
import { ShownQuestion } from './ShownQuestion';
import styles from './Stage.module.css';
import { Tiles } from './Tiles';
import { TopBar } from './TopBar';
import { useOwn } from './useOwn';
import { useShortcuts } from './useShortcuts';
import type { StageState } from './useStage';

const ChatPanel = lazily(() => import('../panel/ChatPanel').then((all) => all.ChatPanel), { shape: 'screen' });

export interface StageProps {
  stage: StageState;
  /** Null where there is nothing to go to meanwhile. */
  onMinimise: (() => void) | null;
  onLeave(): void;
  onEnd(): Promise<void>;
}

/** The call over the whole screen. */
export function Stage({ stage, onMinimise, onLeave, onEnd }: StageProps) {
  const { view } = useCall();
  const isDesktop = useIsDesktop();
  const own = useOwn();
  useRoomForSnacks();
  const isStill = view.room?.frozen ?? false;
  const menuOf = usePersonMenu(stage);
  const latest = useRef(menuOf);
  latest.current = menuOf;
  const onMenu = useCallback((seat: Seat, at: Element) => {
    openMenu({ label: seat.name, at, items: latest.current(seat) });
  }, []);
  useShortcuts({
    microphone: own.toggleMicrophone,
    camera: own.toggleCamera,
    screen: own.toggleScreen,
    hand: () => {
      own.toggleHand();
      if (own.mayRaise) say(own.me?.handAt == null ? t`Вы подняли руку` : t`Вы опустили руку`);
    },
    back: () => (stage.panel ? stage.closePanel() : onMinimise?.()),
  });
  return (
    <section className={styles.stage} aria-label={t`Звонок`} data-still={isStill || undefined}>
      <TopBar stage={stage} onMinimise={onMinimise}>
        {isDesktop && <HandQueue onOpen={() => stage.panel !== 'people' && stage.toggle('people')} />}
      </TopBar>
      {!isDesktop && <HandQueue onOpen={() => stage.toggle('people')} />}
      <Notes />
      {isBroadcast(view) && <ShownQuestion />}
      <div className={styles.middle}>
        <Tiles stage={stage} onMenu={onMenu} />
        {stage.panel && <Panel stage={stage} />}
      </div>
      <Controls stage={stage} own={own} onLeave={onLeave} onEnd={onEnd} />
    </section>
  );
}

/** Short words at the bottom stand above the buttons while the call is there. */
function useRoomForSnacks() {
  useEffect(() => {
    document.documentElement.style.setProperty('--pm-snack-lift', '84px');
    return () => void document.documentElement.style.removeProperty('--pm-snack-lift');
  }, []);
}

function Panel({ stage }: { stage: StageState }) {
  switch (stage.panel) {
    case 'people':
      return <PeoplePanel stage={stage} />;
    case 'questions':
      return <QuestionsPanel onClose={stage.closePanel} />;
    case 'settings':
      return <SettingsPanel onClose={stage.closePanel} stage={stage} />;
    default:
      return (
        <Suspense>
          <ChatPanel onClose={stage.closePanel} />
        </Suspense>
      );
  }
}
