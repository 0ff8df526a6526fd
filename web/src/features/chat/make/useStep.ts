import { useEffect, useState } from 'react';
import { parentOf, routeOf } from '../../../ui/route/paths';

/** Steps of one screen that "back" goes through one by one: each has its entry in the browser's history. */
export function useStep(): [step: number, next: () => void] {
  const [step, setStep] = useState(0);
  useEffect(() => {
    const onPopState = () => setStep(history.state?.step ?? 0);
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);
  const next = () => {
    // The arrow above and Esc go up; up from a later step is the step before.
    history.pushState({ step: step + 1, from: parentOf(routeOf(location.pathname)) }, '');
    setStep(step + 1);
  };
  return [step, next];
}
