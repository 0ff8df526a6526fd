import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui';
import { useState } from 'react';
import { chooseLocale, type Locale } from '../i18n/i18n';
import { useColorScheme } from '../ui/theme/theme';
import { useHasPointer, useIsDesktop } from '../ui/useMedia';
import { ErrorBoundary } from './ErrorBoundary';
import { Screens } from './Screens';

/** Providers around everything. A change of language draws the whole tree anew, so plain `t` is enough below. */
export function App() {
  const colorScheme = useColorScheme();
  const isDesktop = useIsDesktop();
  const hasPointer = useHasPointer();
  const [locale, setLocale] = useState<Locale>(i18n.locale === 'en' ? 'en' : 'ru');
  const switchTo = (wanted: Locale) => void chooseLocale(wanted).then(() => setLocale(wanted));
  const isCompact = isDesktop && hasPointer;
  return (
    <I18nProvider i18n={i18n}>
      <ConfigProvider platform="android" colorScheme={colorScheme} locale={locale}>
        <AdaptivityProvider density={isCompact ? 'compact' : 'regular'} hasPointer={isCompact} hasHover={isCompact}>
          <AppRoot layout="plain">
            <ErrorBoundary>
              <Screens key={locale} locale={locale} onLocale={switchTo} />
            </ErrorBoundary>
          </AppRoot>
        </AdaptivityProvider>
      </ConfigProvider>
    </I18nProvider>
  );
}
