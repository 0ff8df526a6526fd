/** The loaded stretch of a conversation: what joins it, what changes in it, and how it stays small. */
import type { Message, Page } from '../../api/shapes';
import type { Feed } from '../state';

/** More than this is never held: what goes out at one end comes again when somebody scrolls there. */
export const MOST_LOADED = 400;

/** Whoever reads far above while a busy chat goes on loads the rest by scrolling. */
const MOST_WAITING = 800;

/** News of messages that are not loaded: a page on its way may bring them as they were before. */
const MOST_HEARD = 200;

/** A message that was sent joins the end, or fills a hole that an own answer left by overtaking it. */
export function withSent(feed: Feed, told: Message): Feed {
  const message = quotingKnown(told, knownIn(feed));
  const after = withForm(feed, message);
  const { messages } = feed;
  const first = messages[0];
  // Of an empty one nobody knows where it will stand: its page will.
  if (feed.status !== 'ready' || (first && message.no < first.no)) return after;
  const isAfter = message.no > (messages.at(-1)?.no ?? 0);
  if (isAfter && feed.hasNewer) return after;
  if (isAfter && messages.length >= MOST_WAITING) return { ...after, hasNewer: true };
  return { ...after, messages: merge(after.messages, [message]) };
}

/** The message in its new form, wherever it stands or is quoted; an earlier form changes nothing. */
export function withForm(feed: Feed, told: Message): Feed {
  const known = knownIn(feed);
  if ((known.get(told.no)?.seq ?? 0) > told.seq) return feed;
  const message = quotingKnown(told, known);
  const others = feed.heard.filter((one) => one.no !== message.no);
  return {
    ...feed,
    pins: feed.pins && repinned(feed.pins, message),
    heard: [...others, message].slice(-MOST_HEARD),
    messages: feed.messages.map((one) => (one.no === message.no ? message : quoting(one, message))),
  };
}

/** The newest page, and what was sent while it was on its way. */
export function withSince(feed: Feed, page: Page): readonly Message[] {
  const since = feed.heard.filter((message) => message.no > page.last_no);
  return merge(
    asKnown(feed, page.messages),
    since.sort((one, other) => one.no - other.no),
  );
}

/** The one that was pinned last stands first. */
function repinned(pins: readonly Message[], message: Message): readonly Message[] {
  const others = pins.filter((pin) => pin.no !== message.no).map((pin) => quoting(pin, message));
  return message.pinned ? inPinOrder([...others, message]) : others;
}

/** The list as it was asked for, and what was pinned or unpinned since. */
export function pinsWith(feed: Feed, pins: readonly Message[]): readonly Message[] {
  const known = new Map([...knownIn(feed).values(), ...asKnown(feed, pins)].map((pin) => [pin.no, pin]));
  return inPinOrder([...known.values()].filter((pin) => pin.pinned));
}

function inPinOrder(pins: readonly Message[]): readonly Message[] {
  return [...pins].sort((one, other) => (other.pinned ?? 0) - (one.pinned ?? 0) || other.no - one.no);
}

/** A page may be older than what was heard since: later forms stay, and quotes are as their originals are known to be. */
export function asKnown(feed: Feed, page: readonly Message[]): readonly Message[] {
  const known = knownIn(feed);
  return page.map((theirs) => {
    const ours = known.get(theirs.no);
    return quotingKnown(ours && ours.seq > theirs.seq ? ours : theirs, known);
  });
}

function knownIn(feed: Feed): ReadonlyMap<number, Message> {
  return new Map([...feed.heard, ...feed.messages].map((one) => [one.no, one]));
}

function quotingKnown(message: Message, known: ReadonlyMap<number, Message>): Message {
  const original = message.reply ? known.get(message.reply.no) : undefined;
  return original ? quoting(message, original) : message;
}

/** Joins two ascending lists; of two forms of one message the later stays. */
export function merge(ours: readonly Message[], theirs: readonly Message[]): readonly Message[] {
  const first = theirs[0];
  if (!first) return ours;
  if ((ours.at(-1)?.no ?? 0) < first.no) return [...ours, ...theirs];
  const byNo = new Map(ours.map((message) => [message.no, message]));
  for (const message of theirs) {
    const known = byNo.get(message.no);
    if (!known || known.seq <= message.seq) byNo.set(message.no, message);
  }
  return [...byNo.values()].sort((one, other) => one.no - other.no);
}

/** As the server cuts it: enough for the one line that is shown. */
const QUOTED_POINTS = 140;

function quoting(message: Message, original: Message): Message {
  const { reply } = message;
  if (reply?.no !== original.no) return message;
  const text = [...original.text].slice(0, QUOTED_POINTS).join('');
  const deleted = original.deleted ?? false;
  if (reply.text === text && (reply.deleted ?? false) === deleted) return message;
  return { ...message, reply: { ...reply, text, deleted } };
}
