import { useCallback, useEffect, useState } from 'react';

/** A question to the server while somebody looks at the answer. */
export type Answer<Value> =
  | { status: 'loading'; value?: never; error?: never; retry(): void }
  | { status: 'failed'; value?: never; error: unknown; retry(): void }
  | { status: 'ready'; value: Value; error?: never; retry(): void };

type Came<Value> = { status: 'loading' } | { status: 'failed'; error: unknown } | { status: 'ready'; value: Value };

/** Asks at the start, whenever `ask` is another function, and again by `retry`; what was known stays until then. */
export function useAnswer<Value>(ask: () => Promise<Value>, delayMs = 0): Answer<Value> {
  const [came, setCame] = useState<Came<Value>>({ status: 'loading' });
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry asks the same again.
  useEffect(() => {
    let isCurrent = true;
    const settle = (answer: Came<Value>) => isCurrent && setCame(answer);
    const begin = () =>
      void ask().then(
        (value) => settle({ status: 'ready', value }),
        (error: unknown) => settle({ status: 'failed', error }),
      );
    const timer = setTimeout(begin, delayMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [ask, delayMs, tries]);
  return { ...came, retry };
}
