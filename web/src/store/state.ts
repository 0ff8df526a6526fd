/** What is live: the shape of everything the screens of the messenger are drawn from. */
import type { Forwarded, Limits, Me, Members, Mention, Message, Preferences, Quote, Row } from '../api/shapes';

/** `connecting` is a try under way, `waiting` the pause before the next. */
export type Connection = 'connecting' | 'online' | 'waiting';

/** A loaded stretch of one conversation, ascending by `no`. */
export interface Feed {
  messages: readonly Message[];
  status: 'loading' | 'ready' | 'failed';
  hasOlder: boolean;
  /** The stretch ends before the newest message, so live messages are not put behind it. */
  hasNewer: boolean;
  /** The last number read when it was opened; null when nothing was unread. The unread line stands after it. */
  unreadAfter: number | null;
  /** What is pinned here, the last pinned first; null until it was asked. */
  pins: readonly Message[] | null;
  /** The last changes, also of messages outside of the stretch: a page on its way may be older than they are. */
  heard: readonly Message[];
}

export const UNOPENED: Feed = {
  messages: [],
  status: 'loading',
  hasOlder: false,
  hasNewer: false,
  unreadAfter: null,
  pins: null,
  heard: [],
};

/** A message on its way: kept on this device until the server has it. */
export interface Unsent {
  key: string;
  profile: number;
  conversation: number;
  text: string;
  at: number;
  /** Why the server refused it for good; null while it waits. */
  failure: Failure | null;
  /** The message it answers, as the echo shows it. */
  reply?: Quote | null;
  mentions?: readonly Mention[];
  /** Whose words are passed on: `text` is for the echo, the server takes its own. */
  forward?: Forwarding | null;
}

export interface Forwarding {
  conversation: number;
  no: number;
  /** As the echo shows it; null without an author. */
  forwarded: Forwarded | null;
}

export interface Failure {
  code: string;
  message: string;
}

export interface Typist {
  by: number;
  name: string;
  until: number;
}

/** One sentence about a chat that left the list. */
export interface Departure {
  conversation: number;
  title: string;
  why: string;
}

export interface Roll {
  members: Members;
  /** The conversation changed since: ask again when somebody looks. */
  isStale: boolean;
}

export interface State {
  account: 'unknown' | 'unreachable' | 'signed_out' | 'signed_in';
  /** This tab was signed in, and the session ended elsewhere. */
  wasEnded: boolean;
  connection: Connection;
  me: Me | null;
  preferences: Preferences;
  limits: Limits;
  rows: Readonly<Record<number, Row>>;
  /** The newest seq applied, by topic. */
  topics: Readonly<Record<string, number>>;
  feeds: Readonly<Record<number, Feed>>;
  /** By conversation and number: whether a message is important to this person. What was never told is missing. */
  marks: Readonly<Record<number, Readonly<Record<number, boolean>>>>;
  /** In the same way: what this person took out of their own view, or took back. What was hidden before never comes. */
  hidden: Readonly<Record<number, Readonly<Record<number, boolean>>>>;
  /** Topics that start afresh: the next start state names their seq. */
  resets: ReadonlySet<string>;
  unsent: readonly Unsent[];
  typists: Readonly<Record<number, readonly Typist[]>>;
  online: ReadonlySet<number>;
  rolls: Readonly<Record<number, Roll>>;
  departures: readonly Departure[];
}

/** The server names its own limit at start; this holds until then. */
const TEXT_LIMIT = 4096;

export const emptyState: State = {
  account: 'unknown',
  wasEnded: false,
  connection: 'connecting',
  me: null,
  preferences: {
    language: 'ru',
    enter_sends: true,
    sound: true,
    notify_personal: true,
    notify_group: true,
    hide_text: false,
  },
  limits: { text: TEXT_LIMIT },
  rows: {},
  topics: {},
  feeds: {},
  marks: {},
  hidden: {},
  resets: new Set(),
  unsent: [],
  typists: {},
  online: new Set(),
  rolls: {},
  departures: [],
};
