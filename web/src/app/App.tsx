import { i18n } from '@lingui/core';
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui';
import { useEffect, useState } from 'react';
import { chooseLocale, type Locale } from '../i18n/i18n';
import { useLive } from '../store/store';
import { useColorScheme } from '../ui/theme/theme';
import { paintBars } from '../ui/theme/themeColor';
import { useHasPointer, useIsDesktop } from '../ui/useMedia';
import { ErrorBoundary } from './ErrorBoundary';
import { Screens } from './Screens';

/** Providers around everything. A change of language draws the whole tree anew, so plain `t` is enough below. */
export function App() {
  const colorScheme = useColorScheme();
  const isDesktop = useIsDesktop();
  const hasPointer = useHasPointer();
  const locale = useLocale();
  const isCompact = isDesktop && hasPointer;
  useEffect(() => paintBars(colorScheme), [colorScheme]);
  return (
    <ConfigProvider platform="android" colorScheme={colorScheme} locale={locale}>
      <AdaptivityProvider density={isCompact ? 'compact' : 'regular'} hasPointer={isCompact} hasHover={isCompact}>
        <AppRoot layout="plain">
          <ErrorBoundary>
            <Screens key={locale} />
          </ErrorBoundary>
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  );
}

/** The language that the person chose for all devices; at the door, that of this one. */
function useLocale(): Locale {
  const chosen = useLive((state) => (state.me ? state.preferences.language : null));
  const [locale, setLocale] = useState<Locale>(i18n.locale === 'en' ? 'en' : 'ru');
  useEffect(() => {
    if (chosen && chosen !== i18n.locale) void chooseLocale(chosen).then(() => setLocale(chosen));
  }, [chosen]);
  return locale;
}
