/** What one message is to this person alone: important, or taken out of their own view. */
import type { Message } from '../../api/shapes';
import type { Feed, State } from '../state';
import { newest } from './message';

interface Marked {
  conversation: number;
  no: number;
  important: boolean;
  hidden: boolean;
  /** The newest message that is still shown. */
  last: Message | null;
}

/** Hidden messages stay in the feed and are left out when it is drawn, so that "undo" needs no question. */
export function applyMarked(state: State, marked: Marked): State {
  const { conversation, no } = marked;
  const marks = { ...state.marks[conversation], [no]: marked.important };
  const hidden = { ...state.hidden[conversation], [no]: marked.hidden };
  const row = state.rows[conversation];
  const shown = row?.last && !hidden[row.last.no] ? row.last : null;
  const last = marked.last && !hidden[marked.last.no] ? newest(shown, marked.last) : shown;
  const told = {
    ...(isLost(state, marked) ? withoutFeed(state, conversation) : state),
    marks: { ...state.marks, [conversation]: marks },
    hidden: { ...state.hidden, [conversation]: hidden },
    rows: row ? { ...state.rows, [conversation]: { ...row, last, last_no: Math.max(row.last_no, no) } } : state.rows,
  };
  return withoutHoles(told, conversation);
}

/** What is shown again, but was hidden when its page was made, is not here: the feed is loaded afresh. */
export function withoutHoles(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  const told = state.hidden[conversation];
  if (!told || feed?.status !== 'ready') return state;
  const [from, to] = spanOf(feed, state.rows[conversation]?.last_no ?? 0);
  const loaded = new Set(feed.messages.map(({ no }) => no));
  const isMissing = (no: number) => told[no] === false && no >= from && no <= to && !loaded.has(no);
  const kept = Object.entries(told).filter(([no]) => !isMissing(Number(no)));
  if (kept.length === Object.keys(told).length) return state;
  // Forgotten, because it is loaded only once more, whatever comes.
  const hidden = { ...state.hidden, [conversation]: Object.fromEntries(kept) };
  return { ...withoutFeed(state, conversation), hidden };
}

/** It comes back, but was let go of meanwhile. */
function isLost(state: State, { conversation, no, hidden }: Marked): boolean {
  const wasHidden = state.hidden[conversation]?.[no] ?? false;
  return wasHidden && !hidden && !state.feeds[conversation]?.messages.some((message) => message.no === no);
}

function withoutFeed(state: State, conversation: number): State {
  const { [conversation]: _, ...feeds } = state.feeds;
  return { ...state, feeds };
}

function spanOf({ messages, hasOlder, hasNewer }: Feed, lastNo: number): [number, number] {
  const from = hasOlder ? (messages[0]?.no ?? 0) : 0;
  return [from, hasNewer ? (messages.at(-1)?.no ?? 0) : lastNo];
}

/** The important ones of a page, where no event has told otherwise. */
export function withMarks(state: State, conversation: number, important: readonly number[]): State {
  if (important.length === 0) return state;
  const fresh = Object.fromEntries(important.map((no) => [no, true]));
  return { ...state, marks: { ...state.marks, [conversation]: { ...fresh, ...state.marks[conversation] } } };
}

/** So much changed on the own stream that it starts afresh: nothing that it told can be trusted. */
export function withoutMarks(state: State): State {
  return { ...state, marks: {}, hidden: {}, feeds: {} };
}

/** An answer of `sync` says nothing of what is hidden: it may have changed, and is loaded afresh if it comes back. */
export function withoutHidden(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  const hidden = state.hidden[conversation];
  if (!feed || !hidden) return state;
  const isShown = (message: Message) => !hidden[message.no];
  const pins = feed.pins?.filter(isShown) ?? null;
  const shown = { ...feed, messages: feed.messages.filter(isShown), heard: feed.heard.filter(isShown), pins };
  return { ...state, feeds: { ...state.feeds, [conversation]: shown } };
}
