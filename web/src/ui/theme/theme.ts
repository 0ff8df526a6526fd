/** Light or dark: the person's choice, else the device's. */
import { useSyncExternalStore } from 'react';
import { usePrefersDark } from '../useMedia';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'peremena.theme';
const listeners = new Set<() => void>();

function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chooseTheme(theme: Theme) {
  localStorage.setItem(KEY, theme);
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosenTheme);
}

export function useColorScheme(): 'light' | 'dark' {
  const theme = useTheme();
  const prefersDark = usePrefersDark();
  if (theme !== 'system') return theme;
  return prefersDark ? 'dark' : 'light';
}
