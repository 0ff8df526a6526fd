/** Whether this device may show notifications: the browser's word, and the person's. */
import { useSyncExternalStore } from 'react';

/** `missing`: this browser, or a page without HTTPS, knows no notifications. */
export type Permission = 'missing' | NotificationPermission;

const KEY = 'peremena.notices';
const OFF = 'off';
const listeners = new Set<() => void>();

function announce() {
  for (const listener of listeners) listener();
}

export function permission(): Permission {
  return 'Notification' in window ? Notification.permission : 'missing';
}

function isOn(): boolean {
  return localStorage.getItem(KEY) !== OFF;
}

export function mayNotify(): boolean {
  return permission() === 'granted' && isOn();
}

/** Only ever from a tap of the person: a question out of the blue is answered with "no" for ever. */
async function ask() {
  await Notification.requestPermission();
  announce();
}

function setOn(wanted: boolean) {
  if (wanted) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, OFF);
  announce();
}

function listen(listener: () => void) {
  listeners.add(listener);
  // The person may have changed it in the browser's own settings meanwhile.
  document.addEventListener('visibilitychange', listener);
  return () => {
    listeners.delete(listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

export function usePermission() {
  return {
    permission: useSyncExternalStore(listen, permission),
    isOn: useSyncExternalStore(listen, isOn),
    ask: () => void ask(),
    setOn,
  };
}
