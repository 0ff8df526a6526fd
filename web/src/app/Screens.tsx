import { lazy, Suspense, useEffect } from 'react';
import type { Locale } from '../i18n/i18n';
import { useLive } from '../store/store';
import { replacePath, useRoute } from '../ui/route/history';
import { paths } from '../ui/route/paths';
import { Shell } from './Shell';
import { Starting } from './Starting';
import { startVisit } from './start';

// Whoever is signed in does not need the door.
const Door = lazy(() => import('./Door').then(({ Door }) => ({ default: Door })));

interface ScreensProps {
  locale: Locale;
  onLocale(locale: Locale): void;
}

/** Which of the three worlds one is in: not yet known, at the door, inside. */
export function Screens({ locale, onLocale }: ScreensProps) {
  const account = useLive((state) => state.account);
  useEffect(() => {
    void startVisit();
  }, []);
  useAddress(account);
  if (account === 'signed_in') return <Shell locale={locale} onLocale={onLocale} />;
  if (account === 'signed_out') {
    return (
      <Suspense fallback={<Starting account="unknown" />}>
        <Door />
      </Suspense>
    );
  }
  return <Starting account={account} />;
}

/** The address that was asked for before signing in. */
let wanted: string = paths.chats;

function useAddress(account: string) {
  const { screen } = useRoute();
  useEffect(() => {
    if (account === 'signed_out' && screen !== 'sign-in') {
      if (screen !== 'unknown') wanted = location.pathname;
      replacePath(paths.signIn);
    }
    if (account === 'signed_in' && (screen === 'sign-in' || screen === 'unknown')) {
      replacePath(wanted);
      wanted = paths.chats;
    }
  }, [account, screen]);
}
