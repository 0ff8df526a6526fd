import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckPlan } from '../../api/check';
import { type Findings, NOTHING_FOUND } from './findings';
import { runCheck } from './run';

export interface CheckView {
  findings: Findings;
  isRunning: boolean;
  hasBegun: boolean;
  start(): void;
}

/** Outlives the screen: a phone that is turned, and a page that is printed, draw it anew. */
let last: Findings = NOTHING_FOUND;

/** One check at a time; leaving the page ends it. */
export function useCheck(plan: CheckPlan): CheckView {
  const [findings, setFindings] = useState<Findings>(last);
  const [isRunning, setRunning] = useState(false);
  const stopped = useRef(new AbortController());
  useEffect(() => () => stopped.current.abort(), []);
  const start = useCallback(() => {
    stopped.current.abort();
    const stop = new AbortController();
    stopped.current = stop;
    const show = (found: Findings) => {
      if (found.isDone) last = found;
      setFindings(found);
    };
    show(NOTHING_FOUND);
    setRunning(true);
    void runCheck(plan, show, stop.signal).finally(() => {
      if (!stop.signal.aborted) setRunning(false);
    });
  }, [plan]);
  return { findings, isRunning, hasBegun: isRunning || findings.isDone, start };
}
