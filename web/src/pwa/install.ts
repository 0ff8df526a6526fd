/** Putting the site beside the other programs, where the browser offers it. */
import { useSyncExternalStore } from 'react';

/** What Chrome hands over before it would ask by itself. */
interface Offer extends Event {
  prompt(): Promise<unknown>;
}

let offer: Offer | null = null;
const listeners = new Set<() => void>();

function set(next: Offer | null) {
  offer = next;
  for (const listener of listeners) listener();
}

// The browser says it once, soon after the page has come; it may still show its own small sign.
window.addEventListener('beforeinstallprompt', (event) => set(event as Offer));
window.addEventListener('appinstalled', () => set(null));

async function install() {
  await offer?.prompt();
  set(null);
}

export function useInstall() {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offer,
  );
  const isInstalled = window.matchMedia('(display-mode: standalone)').matches;
  return { isInstalled, install: current ? install : null };
}
