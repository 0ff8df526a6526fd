import { useEffect, useState } from 'react';
import { fetchCandidates, postChat } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import { applyMembershipChanged } from '../../../store/apply/membership';
import { change } from '../../../store/store';
import { replacePath } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { loadRoll } from '../loadRoll';
import { type ChatDraft, chatOf, draftFrom, dropDraft, emptyDraft, keepDraft, keptDraft } from './chatDraft';

export interface Making {
  /** Null while the people of the earlier chat are being asked for. */
  draft: ChatDraft | null;
  update(part: Partial<ChatDraft>): void;
  isBusy: boolean;
  failure: string | null;
  create(): void;
}

export function useMakeChat(from: number | null): Making {
  const [draft, setDraft] = useState<ChatDraft | null>(() => keptDraft(from) ?? (from === null ? emptyDraft : null));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (draft) keepDraft(from, draft);
    else if (from !== null) void begin(from).then(setDraft);
  }, [draft, from]);
  const update = (part: Partial<ChatDraft>) => {
    setFailure(null);
    setDraft((all) => (all ? { ...all, ...part } : all));
  };
  const create = async () => {
    if (!draft || isBusy) return;
    setBusy(true);
    try {
      const { conversation } = await postChat(chatOf(draft));
      dropDraft();
      change(applyMembershipChanged, conversation);
      replacePath(paths.conversation(conversation.id));
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return { draft, update, isBusy, failure, create: () => void create() };
}

async function begin(from: number): Promise<ChatDraft> {
  const everybody = fetchCandidates(null, { q: '', role: null, unit: null }).catch(() => null);
  const [allowed] = await Promise.all([everybody, loadRoll(from)]);
  return draftFrom(from, allowed);
}
