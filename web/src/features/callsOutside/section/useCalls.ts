import { useCallback, useState } from 'react';
import { type Calls, fetchCalls, type KnownCall } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import type { State } from '../../../store/state';
import { useLive } from '../../../store/store';
import { type Answer, useAnswer } from '../../../ui/useAnswer';
import { useChanges } from '../make/changes';

export interface CallList {
  answer: Answer<Calls>;
  calls: Calls | undefined;
  /** The first page of those that are over, and those that were asked for since. */
  over: readonly KnownCall[];
  hasMore: boolean;
  isLoadingMore: boolean;
  failure: string | null;
  loadMore(): Promise<void>;
}

interface Older {
  calls: readonly KnownCall[];
  before: number | null;
}

/** My calls, asked anew whenever one begins, ends or is changed. */
export function useCalls(): CallList {
  const goingOn = useLive(spokenGoingOn);
  const changes = useChanges();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function asks anew.
  const ask = useCallback(() => fetchCalls(), [goingOn, changes]);
  const answer = useAnswer(ask);
  const [older, setOlder] = useState<Older | null>(null);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const calls = answer.value;
  const first = calls?.over ?? [];
  const before = older ? older.before : (calls?.before ?? null);
  const loadMore = async () => {
    setLoadingMore(true);
    setFailure(null);
    try {
      const page = await fetchCalls(before);
      setOlder({ calls: [...(older?.calls ?? []), ...page.over], before: page.before });
    } catch (error) {
      setFailure(sentenceOf(error));
    }
    setLoadingMore(false);
  };
  return {
    answer,
    calls,
    over: together(first, older?.calls ?? []),
    hasMore: before !== null,
    isLoadingMore,
    failure,
    loadMore,
  };
}

/** Pages overlap when a call has ended between the two questions. */
export function together(first: readonly KnownCall[], older: readonly KnownCall[]): readonly KnownCall[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...older.filter(({ id }) => !known.has(id))];
}

/** What goes on in chats, and the lines by which meetings are told. */
const spokenGoingOn = ({ rows }: State) =>
  Object.values(rows)
    .map(({ call, last }) => `${call ? `${call.id}:${call.count}` : ''}${last?.service?.call ? `!${last.no}` : ''}`)
    .join();
