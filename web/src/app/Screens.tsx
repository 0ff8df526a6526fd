import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { useLive } from '../store/store';
import { replacePath, useRoute } from '../ui/route/history';
import { paths } from '../ui/route/paths';
import { Shell } from './Shell';
import { Starting } from './Starting';

// Whoever is signed in does not need the door.
const Door = lazy(() => import('./Door').then(({ Door }) => ({ default: Door })));

/** Which of the three worlds one is in: not yet known, at the door, inside. */
export function Screens() {
  const account = useLive((state) => state.account);
  // Whoever comes in is shown everything piece by piece: the page answers to the finger meanwhile. Out is at once.
  const arrived = useDeferredValue(account);
  useAddress(account);
  if (account === 'signed_in') return arrived === 'signed_in' ? <Shell /> : <Starting account="unknown" />;
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
