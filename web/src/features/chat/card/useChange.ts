import { useState } from 'react';
import { type ChatChange, patchChat } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import { applyMembershipChanged } from '../../../store/apply/membership';
import { change } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';

/** Changes of a chat for everybody in it; `done` is said when one went well. */
export function useChange(conversation: number, done: string) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** Throws what the server says against it. */
  const send = async (wanted: ChatChange) => {
    const answer = await patchChat(conversation, wanted);
    change(applyMembershipChanged, answer.conversation);
    showSnack({ text: done });
  };
  const save = async (wanted: ChatChange) => {
    setBusy(true);
    setFailure(null);
    await send(wanted).catch((error: unknown) => setFailure(sentenceOf(error)));
    setBusy(false);
  };
  return { isBusy, failure, send, save };
}
