import { useEffect, useState } from 'react';
import { fetchStart } from '../../../api/chat';
import { applyMembershipChanged } from '../../../store/apply/membership';
import { change, useLive } from '../../../store/store';

/** Whether the chat of the call can be shown: one that was not told of yet is asked for. */
export function useRow(conversation: number | null): 'there' | 'asking' | 'lacking' {
  const isThere = useLive((state) => conversation !== null && state.rows[conversation] !== undefined);
  const [lacking, setLacking] = useState<number | null>(null);
  useEffect(() => {
    if (conversation === null || isThere) return;
    void ask(conversation).finally(() => setLacking(conversation));
  }, [conversation, isThere]);
  if (isThere) return 'there';
  return lacking === conversation ? 'lacking' : 'asking';
}

async function ask(conversation: number) {
  const start = await fetchStart().catch(() => null);
  const row = start?.conversations.find(({ id }) => id === conversation);
  if (row) change(applyMembershipChanged, row);
}
