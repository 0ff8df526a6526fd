/** The browser's own history is the router: seven addresses need no library. */
import { useMemo, useSyncExternalStore } from 'react';
import { parentOf, type Route, routeOf } from './paths';

const listeners = new Set<() => void>();

function announce() {
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', announce);

export function navigate(path: string) {
  if (path === location.pathname) return;
  history.pushState({ from: location.pathname }, '', path);
  announce();
}

export function replacePath(path: string) {
  if (path === location.pathname) return;
  history.replaceState(history.state, '', path);
  announce();
}

/** One step up. It is the browser's "back" where we came from there, so both buttons agree. */
export function goUp() {
  const parent = parentOf(routeOf(location.pathname));
  if (history.state?.from === parent) history.back();
  else replacePath(parent);
}

export function useRoute(): Route {
  const path = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname,
  );
  return useMemo(() => routeOf(path), [path]);
}
