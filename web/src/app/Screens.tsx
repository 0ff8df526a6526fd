import { Suspense, useDeferredValue, useEffect } from 'react';
import { useLive } from '../store/store';
import { lazily } from '../ui/lazily';
import { navigate, replacePath, useRoute } from '../ui/route/history';
import { paths, type Screen } from '../ui/route/paths';
import { Shell } from './Shell';
import { Starting } from './Starting';

// Whoever is signed in does not need the door.
const Door = lazily(() => import('./Door').then((all) => all.Door), { shape: 'screen' });

const CallLink = lazily(() => import('../features/callsOutside/guest/CallLink').then((all) => all.CallLink), {
  shape: 'screen',
});

const Check = lazily(() => import('../features/check/Check').then((all) => all.Check), { shape: 'screen' });

/** Which of the three worlds one is in: not yet known, at the door, inside. */
export function Screens() {
  const account = useLive((state) => state.account);
  // Whoever comes in is shown everything piece by piece: the page answers to the finger meanwhile. Out is at once.
  const arrived = useDeferredValue(account);
  useAddress(account);
  const { screen } = useRoute();
  if (account === 'signed_in') return arrived === 'signed_in' ? <Shell /> : <Starting account="unknown" />;
  if (account === 'signed_out') {
    return (
      <Suspense fallback={<Starting account="unknown" />}>
        <AtDoor screen={screen} />
      </Suspense>
    );
  }
  return <Starting account={account} />;
}

function AtDoor({ screen }: { screen: Screen }) {
  if (screen === 'call-link') return <CallLink onSignIn={signInAndBack} onHome={toDoor} />;
  return screen === 'check' ? <Check onSignIn={signInAndBack} onDoor={toDoor} /> : <Door />;
}

/** What whoever is not signed in may see besides the door. */
const OUTSIDE: ReadonlySet<Screen> = new Set(['sign-in', 'call-link', 'check']);

/** The address that was asked for before signing in. */
let wanted: string = paths.chats;

const toDoor = () => replacePath(paths.signIn);

/** A guest's link is more than its path. */
function signInAndBack() {
  wanted = location.pathname + location.hash;
  navigate(paths.signIn);
}

function useAddress(account: string) {
  const { screen } = useRoute();
  useEffect(() => {
    if (account === 'signed_out' && !OUTSIDE.has(screen)) {
      if (screen !== 'unknown') wanted = location.pathname;
      replacePath(paths.signIn);
    }
    if (account === 'signed_in' && (screen === 'sign-in' || screen === 'unknown')) {
      replacePath(wanted);
      wanted = paths.chats;
    }
  }, [account, screen]);
}
