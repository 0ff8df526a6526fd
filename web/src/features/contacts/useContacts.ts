import { useCallback, useEffect, useState } from 'react';
import { fetchContacts } from '../../api/chat';
import type { Contact } from '../../api/shapes';

export type ContactsView =
  | { status: 'loading' }
  | { status: 'failed'; retry: () => void }
  | { status: 'ready'; contacts: readonly Contact[] };

/** A person types several letters a second; the server is asked after a breath. */
const PAUSE_MS = 200;

export function useContacts(query: string): ContactsView {
  const [view, setView] = useState<ContactsView>({ status: 'loading' });
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry asks the same again.
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const answer = await fetchContacts(query.trim()).catch(() => null);
      if (isCurrent) setView(answer ? { status: 'ready', contacts: answer.contacts } : { status: 'failed', retry });
    };
    const timer = setTimeout(() => void ask(), query ? PAUSE_MS : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, tries, retry]);
  return view;
}
