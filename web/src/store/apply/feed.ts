/** Pages of history: opening, growing at both ends, failing. */
import type { Message, Page } from '../../api/shapes';
import type { Feed, State } from '../state';
import { merge } from './message';

/** `isAtEnd`: the first page is the newest one, so live messages join it while it loads. */
export function applyFeedOpened(state: State, conversation: number, isAtEnd: boolean): State {
  const unreadAfter = unreadEdge(state, conversation);
  const feed: Feed = { messages: [], status: 'loading', hasOlder: false, hasNewer: !isAtEnd, unreadAfter };
  return withFeed(state, conversation, feed);
}

/** Somebody comes back to a conversation that stayed in memory and kept growing. */
export function applyFeedReopened(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  if (!feed) return state;
  return withFeed(state, conversation, { ...feed, unreadAfter: unreadEdge(state, conversation) });
}

/** How much of a conversation stays in memory after leaving it: enough to come back without waiting. */
const KEPT_MESSAGES = 100;

export function applyFeedLeft(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  if (!feed || feed.messages.length <= KEPT_MESSAGES) return state;
  if (feed.hasNewer) return applyFeedDropped(state, conversation);
  return withFeed(state, conversation, { ...feed, messages: feed.messages.slice(-KEPT_MESSAGES), hasOlder: true });
}

function unreadEdge(state: State, conversation: number): number | null {
  const row = state.rows[conversation];
  return row && row.last_no > row.read_no ? row.read_no : null;
}

/** Where the page belongs: the first of its feed, before what we have, or after it. */
export type Edge = 'first' | 'older' | 'newer';

export function applyPage(state: State, conversation: number, page: Page, edge: Edge): State {
  const feed = state.feeds[conversation];
  if (!feed) return state;
  const messages = merge(feed.messages, page.messages);
  return withFeed(withoutSent(state, page.messages), conversation, {
    ...feed,
    messages,
    status: 'ready',
    hasOlder: edge === 'newer' ? feed.hasOlder : hasOlder(messages, page),
    hasNewer: edge === 'older' ? feed.hasNewer : hasNewer(messages, page, state.rows[conversation]?.last_no ?? 0),
  });
}

export function applyPageFailed(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  // Only an empty screen says so; with something to read, scrolling asks again.
  if (!feed || feed.messages.length > 0) return state;
  return withFeed(state, conversation, { ...feed, status: 'failed' });
}

/** Closed or reset: whoever shows the conversation opens it afresh. */
export function applyFeedDropped(state: State, conversation: number): State {
  if (!state.feeds[conversation]) return state;
  const { [conversation]: _, ...feeds } = state.feeds;
  return { ...state, feeds };
}

function withFeed(state: State, conversation: number, feed: Feed): State {
  return { ...state, feeds: { ...state.feeds, [conversation]: feed } };
}

function hasOlder(messages: readonly Message[], page: Page): boolean {
  const first = messages[0];
  return first !== undefined && page.first_no !== null && first.no > page.first_no;
}

function hasNewer(messages: readonly Message[], page: Page, lastNo: number): boolean {
  const last = messages.at(-1);
  return last !== undefined && page.messages.length > 0 && last.no < Math.max(page.last_no, lastNo);
}

/** Echoes whose message is in the page. */
function withoutSent(state: State, messages: readonly Message[]): State {
  if (state.unsent.length === 0) return state;
  const keys = new Set(messages.map((message) => message.key));
  return { ...state, unsent: state.unsent.filter((letter) => !keys.has(letter.key)) };
}
