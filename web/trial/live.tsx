/** The whole call without the messenger around it, for a server that answers to /api/calls and /rtc. */
import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import '../src/ui/theme/fonts.css';
import '../src/ui/theme/tokens.css';
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui';
import { createRoot } from 'react-dom/client';
import { CallHost } from '../src/features/calls/CallHost';
import { activate } from '../src/i18n/i18n';
import { Overlays } from '../src/ui/overlay/Overlays';
import { useRoute } from '../src/ui/route/history';
import { useColorScheme } from '../src/ui/theme/theme';
import { useHasPointer, useIsDesktop } from '../src/ui/useMedia';

function Trial() {
  const route = useRoute();
  const isDesktop = useIsDesktop();
  const isCompact = useHasPointer() && isDesktop;
  return (
    <ConfigProvider platform="android" colorScheme={useColorScheme()}>
      <AdaptivityProvider density={isCompact ? 'compact' : 'regular'} hasPointer={isCompact} hasHover={isCompact}>
        <AppRoot layout="plain">
          <div style={{ display: 'flex', flexDirection: 'column', blockSize: '100dvh' }}>
            {route.screen !== 'call' && <p>{location.pathname}</p>}
            <CallHost route={route} />
          </div>
          <Overlays />
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
void activate('ru').then(() => root && createRoot(root).render(<Trial />));
