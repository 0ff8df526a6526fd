/** A message became known, or another than it was, by event, by answer or in a page: it stands once, in its last form. */
import type { Message, Row } from '../../api/shapes';
import type { Feed, State } from '../state';
import { withForm, withSent } from './stretch';

/** A message is there. In an answer of `sync` it may also be an old one that changed meanwhile. */
export function applyMessage(state: State, conversation: number, message: Message): State {
  const row = state.rows[conversation];
  if (!row) return state;
  return {
    ...inFeed(state, conversation, message, withSent),
    rows: { ...state.rows, [conversation]: grownRow(state, row, message) },
    unsent: withoutKey(state.unsent, message.key),
    typists: withoutTypist(state.typists, conversation, message.by),
  };
}

/** It was edited, deleted for all, pinned, or got a reaction: nothing is added, and no number grows. */
export function applyMessageChanged(state: State, conversation: number, message: Message): State {
  const row = state.rows[conversation];
  if (!row) return state;
  const last = row.last?.no === message.no ? newest(row.last, message) : row.last;
  return {
    ...inFeed(state, conversation, message, withForm),
    rows: { ...state.rows, [conversation]: withMention({ ...row, last }, state, message) },
  };
}

type Grow = (feed: Feed, message: Message) => Feed;

function inFeed(state: State, conversation: number, message: Message, grow: Grow): State {
  const feed = state.feeds[conversation];
  return feed ? { ...state, feeds: { ...state.feeds, [conversation]: grow(feed, message) } } : state;
}

function grownRow(state: State, row: Row, message: Message): Row {
  const isHidden = state.hidden[row.id]?.[message.no] ?? false;
  const grown = {
    ...row,
    last_no: Math.max(row.last_no, message.no),
    last: isHidden ? row.last : newest(row.last, message),
    // Whoever writes has read: the server moves the own mark in the same way.
    read_no: message.by === state.me?.id ? Math.max(row.read_no, message.no) : row.read_no,
  };
  return withMention(grown, state, message);
}

/** The higher number; of one number the later form. */
export function newest(ours: Message | null, theirs: Message): Message {
  if (!ours || ours.no < theirs.no) return theirs;
  return ours.no === theirs.no && ours.seq <= theirs.seq ? theirs : ours;
}

const EVERYBODY = 0;

function withMention(row: Row, { me }: State, message: Message): Row {
  if (!me || message.by === me.id || message.no <= row.mention_no) return row;
  const isNamed = message.mentions?.some(([, , profile]) => profile === me.id || profile === EVERYBODY);
  return isNamed ? { ...row, mention_no: message.no } : row;
}

function withoutKey(unsent: State['unsent'], key: string): State['unsent'] {
  return unsent.some((letter) => letter.key === key) ? unsent.filter((letter) => letter.key !== key) : unsent;
}

export function withoutTypist(typists: State['typists'], conversation: number, by: number): State['typists'] {
  const here = typists[conversation];
  if (!here?.some((typist) => typist.by === by)) return typists;
  return { ...typists, [conversation]: here.filter((typist) => typist.by !== by) };
}
