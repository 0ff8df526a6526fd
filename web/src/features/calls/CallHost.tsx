import { Suspense, useEffect } from 'react';
import { lazily } from '../../ui/lazily';
import { paths, type Route } from '../../ui/route/paths';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { openCall, useActiveCall } from './openCall';
import { freshPlace } from './place';

const Call = lazily(() => import('./Call').then((all) => all.Call), { shape: 'screen' });

/** Mounted once by the shell: the call of the address over the whole screen, the one that goes on as a small window. */
export function CallHost({ route }: { route: Route }) {
  const active = useActiveCall();
  const shown = route.screen === 'call' ? route.call : null;
  // The page was reloaded with the call in its small window.
  useEffect(() => {
    const place = freshPlace();
    if (place && location.pathname !== paths.call(place.call)) openCall(place.call);
  }, []);
  // A stable order, or the browser would take the pictures out of the page and put them in again.
  const calls = [active, shown === active ? null : shown].filter((call) => call !== null);
  return calls.map((call) => (
    <Suspense key={call} fallback={call === shown ? <SkeletonRows /> : null}>
      <Call call={call} isSmall={call !== shown} />
    </Suspense>
  ));
}
