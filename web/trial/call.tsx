/**
 * The stage of a call with invented participants and drawn pictures, to look at it without a media server:
 * `npx vite` and /trial/call.html?people=30&panel=people. It is no part of what is built and served.
 */
import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import '../src/ui/theme/fonts.css';
import '../src/ui/theme/tokens.css';
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { CallContext, type Deeds } from '../src/features/calls/context';
import { SmallWindow } from '../src/features/calls/stage/SmallWindow';
import { Stage } from '../src/features/calls/stage/Stage';
import { type Panel, useStage } from '../src/features/calls/stage/useStage';
import type { CallView } from '../src/features/calls/view';
import { activate } from '../src/i18n/i18n';
import { Overlays } from '../src/ui/overlay/Overlays';
import { useColorScheme } from '../src/ui/theme/theme';
import { useHasPointer, useIsDesktop } from '../src/ui/useMedia';
import { drawPicture } from './drawnPictures';
import { inventedView } from './inventedView';

const asked = new URLSearchParams(location.search);

const nothing = async () => undefined;

const deeds: Deeds = {
  setMicrophone: nothing,
  setCamera: nothing,
  setScreen: nothing,
  setHand: nothing,
  setSoundOnly: () => undefined,
  showPictures: () => undefined,
  startSound: nothing,
  choose: nothing as Deeds['choose'],
  attach: drawPicture,
  govern: nothing,
  change: nothing,
  readLobby: nothing,
  leave: nothing,
  endForAll: nothing,
};

const view: CallView = inventedView({
  people: Number(asked.get('people') ?? 6),
  isScreen: asked.has('screen'),
  isHost: !asked.has('pupil'),
  isStill: asked.has('still'),
  isWeak: asked.has('weak'),
  isMending: asked.has('mending'),
});

function Trial() {
  const stage = useStage();
  const { setLook, toggle } = stage;
  const isDesktop = useIsDesktop();
  const isCompact = useHasPointer() && isDesktop;
  const colorScheme = useColorScheme();
  useEffect(() => {
    setLook(asked.get('look') === 'speaker' ? 'speaker' : 'grid');
    const panel = asked.get('panel') as Panel | null;
    if (panel) toggle(panel);
  }, [setLook, toggle]);
  return (
    <ConfigProvider platform="android" colorScheme={asked.has('small') ? colorScheme : 'dark'}>
      <AdaptivityProvider density={isCompact ? 'compact' : 'regular'} hasPointer={isCompact} hasHover={isCompact}>
        <AppRoot layout="plain">
          <CallContext value={{ view, deeds }}>
            <div style={{ display: 'flex', blockSize: '100dvh' }}>
              {asked.has('small') ? (
                <SmallWindow stage={stage} onExpand={() => undefined} onLeave={() => undefined} />
              ) : (
                <Stage stage={stage} onMinimise={() => undefined} onLeave={() => undefined} onEnd={nothing} />
              )}
            </div>
          </CallContext>
          <Overlays />
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
void activate('ru').then(() => root && createRoot(root).render(<Trial />));
