import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Below 768 px the list, the conversation and the members are screens of their own. */
export const useIsDesktop = () => useMedia('(min-width: 768px)');

/** From here the members fit beside the conversation. */
export const useIsWide = () => useMedia('(min-width: 1200px)');

export const useHasPointer = () => useMedia('(pointer: fine)');

export const usePrefersDark = () => useMedia('(prefers-color-scheme: dark)');
