/** What is live: the shape of everything the screens of the messenger are drawn from. */
import type { Limits, Me, Members, Message, Row } from '../api/shapes';

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
}

/** A message on its way: kept on this device until the server has it. */
export interface Unsent {
  key: string;
  profile: number;
  conversation: number;
  text: string;
  at: number;
  /** Why the server refused it for good; null while it waits. */
  failure: Failure | null;
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
  limits: Limits;
  rows: Readonly<Record<number, Row>>;
  /** The newest seq applied, by topic. */
  topics: Readonly<Record<string, number>>;
  feeds: Readonly<Record<number, Feed>>;
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
  limits: { text: TEXT_LIMIT },
  rows: {},
  topics: {},
  feeds: {},
  resets: new Set(),
  unsent: [],
  typists: {},
  online: new Set(),
  rolls: {},
  departures: [],
};
