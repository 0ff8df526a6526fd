import { useCallback, useEffect, useState } from 'react';
import { fetchImportant } from '../../../api/messages';
import type { ImportantMessage } from '../../../api/shapes';

/** As many as a page of the server has: a shorter one is the last. */
const PAGE = 50;

interface Important {
  messages: readonly ImportantMessage[];
  status: 'loading' | 'ready' | 'failed';
  hasMore: boolean;
}

/** The list of important messages, page by page. */
export function useImportant(): Important & { more(): void } {
  const [important, setImportant] = useState<Important>({ messages: [], status: 'loading', hasMore: false });
  const load = useCallback(async (before: number | null) => {
    setImportant((known) => ({ ...known, status: 'loading' }));
    try {
      const { messages } = await fetchImportant(before);
      setImportant((known) => ({
        messages: before === null ? messages : [...known.messages, ...messages],
        status: 'ready',
        hasMore: messages.length === PAGE,
      }));
    } catch {
      setImportant((known) => ({ ...known, status: 'failed' }));
    }
  }, []);
  useEffect(() => void load(null), [load]);
  return { ...important, more: () => void load(important.messages.at(-1)?.mark ?? null) };
}
