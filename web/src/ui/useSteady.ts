import { useCallback, useLayoutEffect, useRef } from 'react';

/** One function for good that does what the last drawn one does: what it is given to need not be drawn again. */
export function useSteady<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
