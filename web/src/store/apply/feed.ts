/** Pages of history: opening, growing at both ends, failing. */
import type { Message, Page } from '../../api/shapes';
import { type Feed, type State, UNOPENED } from '../state';
import { withMarks, withoutHoles } from './mark';
import { asKnown, MOST_LOADED, merge, pinsWith, withSince } from './stretch';

/** `isAtEnd`: the first page is the newest one, so live messages join it while it loads. */
export function applyFeedOpened(state: State, conversation: number, isAtEnd: boolean): State {
  const unreadAfter = unreadEdge(state, conversation);
  const pins = state.feeds[conversation]?.pins ?? null;
  return withFeed(state, conversation, { ...UNOPENED, hasNewer: !isAtEnd, unreadAfter, pins });
}

/** Somebody comes back to a conversation that stayed in memory and kept growing. */
export function applyFeedReopened(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  if (!feed) return state;
  return withFeed(state, conversation, { ...feed, unreadAfter: unreadEdge(state, conversation) });
}

/** How much stays in memory on each side of where one stood: enough to come back without waiting. */
const KEPT_AROUND = 60;

/** `no` is where the reader stood; null when at the end. */
export function applyFeedLeft(state: State, conversation: number, no: number | null): State {
  const feed = state.feeds[conversation];
  if (!feed || feed.messages.length <= 2 * KEPT_AROUND) return state;
  const { messages } = feed;
  const at = no === null ? messages.length : messages.findIndex((message) => message.no >= no);
  const from = Math.max(0, at - KEPT_AROUND);
  const to = Math.min(messages.length, at + KEPT_AROUND);
  return withFeed(state, conversation, {
    ...feed,
    messages: messages.slice(from, to),
    hasOlder: feed.hasOlder || from > 0,
    hasNewer: feed.hasNewer || to < messages.length,
  });
}

function unreadEdge(state: State, conversation: number): number | null {
  const row = state.rows[conversation];
  return row && row.last_no > row.read_no ? row.read_no : null;
}

/** Where the page belongs: the first of its feed, before what we have, after it, or in its place. */
export type Edge = 'first' | 'older' | 'newer' | 'instead';

/** `asked` is the number at the edge when the page was asked: if the stretch is another one now, it does not fit. */
export function applyPage(state: State, conversation: number, page: Page, edge: Edge, asked?: number): State {
  const feed = state.feeds[conversation];
  if (!feed || (asked !== undefined && edgeOf(feed, edge) !== asked)) return state;
  const lastNo = state.rows[conversation]?.last_no ?? 0;
  const known = withMarks(withoutSent(state, page.messages), conversation, page.important);
  const after = bounded({ ...feed, ...grown(feed, page, edge, lastNo), status: 'ready' }, edge);
  return withoutHoles(withFeed(known, conversation, after), conversation);
}

export function edgeOf({ messages }: Feed, edge: Edge): number | undefined {
  return (edge === 'older' ? messages[0] : messages.at(-1))?.no;
}

function grown(feed: Feed, page: Page, edge: Edge, lastNo: number) {
  const isNewest = edge === 'first' ? !feed.hasNewer : edge === 'instead' && reachesEnd(page);
  const fresh = isNewest ? withSince(feed, page) : asKnown(feed, page.messages);
  const messages = edge === 'instead' ? fresh : merge(feed.messages, fresh);
  return {
    messages,
    hasOlder: edge === 'newer' ? feed.hasOlder : hasOlder(messages, page),
    hasNewer: edge === 'older' ? feed.hasNewer : hasNewer(messages, page, lastNo),
  };
}

/** What goes out at the far end comes again when somebody scrolls there. */
function bounded(feed: Feed, edge: Edge): Feed {
  const { messages } = feed;
  if (messages.length <= MOST_LOADED) return feed;
  if (edge === 'older') return { ...feed, messages: messages.slice(0, MOST_LOADED), hasNewer: true };
  return { ...feed, messages: messages.slice(-MOST_LOADED), hasOlder: true };
}

/** Whoever stands at the end of a busy chat does not need what went by long ago. */
export function applyFeedAtEnd(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  if (!feed || feed.messages.length <= MOST_LOADED + PAGE_OF_SLACK) return state;
  return withFeed(state, conversation, bounded(feed, 'newer'));
}

/** So that not every new message cuts one off at the other end. */
const PAGE_OF_SLACK = 50;

export function applyPageFailed(state: State, conversation: number): State {
  const feed = state.feeds[conversation];
  // Only an empty screen says so; with something to read, scrolling asks again.
  if (!feed || feed.messages.length > 0) return state;
  return withFeed(state, conversation, { ...feed, status: 'failed' });
}

export function applyPins(state: State, conversation: number, pins: readonly Message[]): State {
  const feed = state.feeds[conversation];
  if (!feed) return state;
  return withFeed(state, conversation, { ...feed, pins: pinsWith(feed, pins) });
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
  // What is hidden leaves holes, also at the very beginning: a page without messages is the end of the road.
  return first !== undefined && page.messages.length > 0 && page.first_no !== null && first.no > page.first_no;
}

const reachesEnd = (page: Page) => (page.messages.at(-1)?.no ?? 0) >= page.last_no;

function hasNewer(messages: readonly Message[], page: Page, lastNo: number): boolean {
  const last = messages.at(-1);
  // Numbers that are hidden never come, so an empty page is the end unless something was sent since it was made.
  if (last === undefined || page.messages.length === 0) return lastNo > page.last_no;
  return last.no < Math.max(page.last_no, lastNo);
}

/** Echoes whose message is in the page. */
function withoutSent(state: State, messages: readonly Message[]): State {
  if (state.unsent.length === 0) return state;
  const keys = new Set(messages.map((message) => message.key));
  return { ...state, unsent: state.unsent.filter((letter) => !keys.has(letter.key)) };
}
