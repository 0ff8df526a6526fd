import { useState } from 'react';

/** What was typed and not sent, one per conversation, kept for this tab until it is sent or the person signs out. */
export function useDraft(conversation: number): [string, (text: string) => void] {
  const key = `peremena.draft.${conversation}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const keep = (draft: string) => {
    setText(draft);
    if (draft === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, draft);
  };
  return [text, keep];
}
