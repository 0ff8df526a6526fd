import { useEffect, useMemo } from 'react';
import { applyFeedLeft } from '../../store/apply/feed';
import { type Day, daysOf } from '../../store/select/feed';
import { type Departure, type Feed, type Typist, UNOPENED } from '../../store/state';
import { change, read, useLive } from '../../store/store';
import { loadRoll } from './loadRoll';
import { endConversation, openConversation } from './openConversation';
import { NOBODY, type People, pairOf, peopleOf } from './people';
import { placeOf } from './places';
import { type Chat, useChat } from './useChat';
import { useDrawn } from './useDrawn';

export interface ConversationView {
  row: Chat;
  feed: Feed;
  days: readonly Day[];
  people: People;
  me: number | undefined;
  typists: readonly Typist[];
  ownKey: string | null;
  isPeerOnline: boolean;
  isSettled: boolean;
  isWhole: boolean;
}

const NO_TYPISTS: readonly Typist[] = [];

/** Opens the conversation while it is on the screen; null when it is not, or no longer, ours. */
export function useConversation(conversation: number): ConversationView | null {
  const row = useChat(conversation);
  const feed = useLive((state) => state.feeds[conversation]);
  const typists = useLive((state) => state.typists[conversation]) ?? NO_TYPISTS;
  const isPeerOnline = useLive((state) => row?.peer != null && state.online.has(row.peer));
  useOpening(conversation, row !== undefined, feed === undefined);
  const { shown, isSettled, isWhole } = useDrawn(conversation, feed ?? UNOPENED);
  const { days, ownKey } = useDays(conversation, shown);
  const people = usePeople(conversation, row, isSettled);
  const me = useLive((state) => state.me?.id);
  if (!row) return null;
  return { row, feed: shown, days, people, me, typists, ownKey, isPeerOnline, isSettled, isWhole };
}

function useOpening(conversation: number, isOurs: boolean, isDropped: boolean) {
  const isLive = useLive((state) => state.connection === 'online');
  // A dropped feed (a reset) is opened again, hence `isDropped`.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is dropped while we look.
  useEffect(() => {
    if (isOurs) void openConversation(conversation);
  }, [conversation, isOurs, isDropped]);
  // What failed is asked once more when the line is back, and only then: a refusal must not be hammered.
  useEffect(() => {
    if (isLive && read().feeds[conversation]?.status === 'failed') void openConversation(conversation);
  }, [conversation, isLive]);
  useEffect(() => {
    return () => {
      endConversation(conversation);
      change(applyFeedLeft, conversation, placeOf(conversation)?.no ?? null);
    };
  }, [conversation]);
}

function useDays(conversation: number, feed: Feed) {
  const me = useLive((state) => state.me);
  const allUnsent = useLive((state) => state.unsent);
  const unsent = useMemo(
    () => allUnsent.filter((letter) => letter.conversation === conversation),
    [allUnsent, conversation],
  );
  const othersReadNo = useLive((state) => state.rows[conversation]?.others_read_no ?? 0);
  const hidden = useLive((state) => state.hidden[conversation]);
  const marks = useLive((state) => state.marks[conversation]);
  const days = useMemo(
    () => (me ? daysOf({ feed, unsent, me, othersReadNo, hidden, marks }) : []),
    [feed, unsent, me, othersReadNo, hidden, marks],
  );
  return { days, ownKey: unsent.at(-1)?.key ?? null };
}

/** The roll is asked once, after the words are there, and again when the conversation says that it changed; two people know each other. */
function usePeople(conversation: number, row: Chat | undefined, isSettled: boolean): People {
  const roll = useLive((state) => state.rolls[conversation]);
  const me = useLive((state) => state.me);
  const isLive = useLive((state) => state.connection === 'online');
  const isDirect = row?.kind === 'direct';
  const isDue = isSettled && row !== undefined && !isDirect && isLive && (!roll || roll.isStale);
  useEffect(() => {
    if (isDue) void loadRoll(conversation);
  }, [conversation, isDue]);
  const members = roll?.members.members;
  const peer = row?.peer ?? null;
  const title = row?.title ?? '';
  return useMemo(() => {
    if (isDirect && me && peer !== null) return pairOf(me, { id: peer, name: title });
    return members ? peopleOf(members) : NOBODY;
  }, [isDirect, members, me, peer, title]);
}

export function useDeparture(conversation: number): Departure | undefined {
  return useLive((state) => state.departures.find((departure) => departure.conversation === conversation));
}
