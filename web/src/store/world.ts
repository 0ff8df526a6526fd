/** A small school for the tests of the store. Not part of the page: nothing but tests imports it. */
import type { Me, Message, Page, Row, Start } from '../api/shapes';
import { applyStart } from './apply/start';
import { emptyState, type State, type Unsent } from './state';

export const OLGA: Me = {
  id: 7,
  surname: 'Смирнова',
  first_name: 'Ольга',
  patronymic: 'Викторовна',
  name: 'Ольга Викторовна Смирнова',
  roles: [],
  demo: false,
};

export const IVAN = 8;

export function message(no: number, over: Partial<Message> = {}): Message {
  return { no, seq: no, by: IVAN, name: 'Иван Ли', key: `key-${no}`, text: `№ ${no}`, at: no * 60_000, ...over };
}

export function row(over: Partial<Row> = {}): Row {
  return {
    id: 12,
    kind: 'class',
    title: '3 А',
    peer: null,
    member_count: 27,
    role: 'member',
    read_no: 3,
    last_no: 5,
    seq: 5,
    others_read_no: 2,
    from_no: 1,
    last: message(5),
    may_post: true,
    closed_because: null,
    is_automatic: true,
    picture: null,
    abilities: ['write'],
    may: ['write'],
    mention_no: 0,
    pin: 0,
    muted_until: 0,
    archived_no: null,
    unread: false,
    draft: null,
    appearance: { hue: null, paper: '' },
    call: null,
    ...over,
  };
}

/** A page of history whose conversation ends at `lastNo`. */
export function page(messages: Message[], lastNo: number, over: Partial<Page> = {}): Page {
  return { messages, important: [], first_no: 1, last_no: lastNo, ...over };
}

export function start(rows: Row[] = [row()], ownSeq = 20): Start {
  const topics = Object.fromEntries(rows.map((one) => [`c${one.id}`, one.seq]));
  return {
    me: OLGA,
    preferences: emptyState.preferences,
    conversations: rows,
    topics: { ...topics, p7: ownSeq },
    now: 0,
    limits: { text: 4096 },
  };
}

export function started(rows?: Row[]): State {
  return applyStart(emptyState, start(rows));
}

export function letter(key: string, over: Partial<Unsent> = {}): Unsent {
  return { key, profile: OLGA.id, conversation: 12, text: `text of ${key}`, at: 1_000_000, failure: null, ...over };
}

/** What a feed is drawn from when nothing is special. */
export const PLAIN = { unsent: [], me: OLGA, othersReadNo: 2, hidden: undefined, marks: undefined };
