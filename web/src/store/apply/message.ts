/** A message became known, by event, by answer or in a page: it stands once, in its place. */
import type { Message, Row } from '../../api/shapes';
import type { Feed, State } from '../state';

export function applyMessage(state: State, conversation: number, message: Message): State {
  const row = state.rows[conversation];
  if (!row) return state;
  const feed = state.feeds[conversation];
  return {
    ...state,
    rows: { ...state.rows, [conversation]: rowWith(row, message, state.me?.id) },
    feeds: feed ? { ...state.feeds, [conversation]: feedWith(feed, message) } : state.feeds,
    unsent: withoutKey(state.unsent, message.key),
    typists: withoutTypist(state.typists, conversation, message.by),
  };
}

function rowWith(row: Row, message: Message, me: number | undefined): Row {
  const isNewest = message.no >= row.last_no;
  return {
    ...row,
    last_no: Math.max(row.last_no, message.no),
    last: isNewest ? message : row.last,
    // Whoever writes has read: the server moves the own mark in the same way.
    read_no: message.by === me ? Math.max(row.read_no, message.no) : row.read_no,
  };
}

function feedWith(feed: Feed, message: Message): Feed {
  const last = feed.messages.at(-1);
  if (feed.hasNewer && (!last || message.no > last.no)) return feed;
  return { ...feed, messages: merge(feed.messages, [message]) };
}

/** Joins two ascending lists; of two versions of one message the later change stays. */
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

function withoutKey(unsent: State['unsent'], key: string): State['unsent'] {
  return unsent.some((letter) => letter.key === key) ? unsent.filter((letter) => letter.key !== key) : unsent;
}

export function withoutTypist(typists: State['typists'], conversation: number, by: number): State['typists'] {
  const here = typists[conversation];
  if (!here?.some((typist) => typist.by === by)) return typists;
  return { ...typists, [conversation]: here.filter((typist) => typist.by !== by) };
}
