// Written by `make generate` from the server's code: change that, not this file.

export interface MessageSent {
  on: 'message.sent';
  topic: string;
  seq: number;
  no: number;
  by: number;
  name: string;
  key: string;
  text: string;
  at: number;
}

export interface ConversationChanged {
  on: 'conversation.changed';
  topic: string;
  seq: number;
  title: string;
  member_count: number;
}

export interface MembershipChanged {
  on: 'membership.changed';
  topic: string;
  seq: number;
  row: Row;
}

export interface Row {
  id: number;
  kind: string;
  title: string;
  peer: number | null;
  member_count: number;
  role: string;
  read_no: number;
  last_no: number;
  seq: number;
  others_read_no: number;
  from_no: number;
  last: Message | null;
  may_post: boolean;
  closed_because: string | null;
}

export interface Message {
  no: number;
  seq: number;
  by: number;
  name: string;
  key: string;
  text: string;
  at: number;
}

export interface MembershipEnded {
  on: 'membership.ended';
  topic: string;
  seq: number;
  conversation: number;
  title: string;
  why: string;
}

export interface ConversationRead {
  on: 'conversation.read';
  topic: string;
  seq: number;
  conversation: number;
  no: number;
}

export interface ConversationReadBy {
  on: 'conversation.read_by';
  topic: string;
  marks: [number, number][];
}

export interface Typing {
  on: 'typing';
  topic: string;
  by: number;
  name: string;
}

export interface PresenceChanged {
  on: 'presence';
  profile: number;
  online: boolean;
}

export interface Hello {
  on: 'hello';
  protocol: number;
  profile: number;
  heads: Record<string, number>;
  now: number;
}

export interface Restart {
  on: 'restart';
  after_ms: number;
}

export interface Stored {
  no: number;
  seq: number;
  at: number;
}

export interface ReadAnswer {
  no: number;
}

export type Done = Record<string, never>;

export interface WatchAnswer {
  online: number[];
}

export interface SyncAnswer {
  topics: Record<string, TopicAnswer>;
  by_http: string[];
}

export interface TopicAnswer {
  events?: DurableEvent[];
  head?: number;
  more?: boolean;
  reset?: boolean;
  gone?: boolean;
}

export interface CommandError {
  code:
    | 'bad_arguments'
    | 'bad_json'
    | 'broken'
    | 'busy'
    | 'empty'
    | 'key_reused'
    | 'may_not_post'
    | 'not_found'
    | 'retry_same_key'
    | 'signed_out'
    | 'too_fast'
    | 'too_long'
    | 'unknown_command';
  message: string;
  retry_after_ms?: number;
}

export type DurableEvent = MessageSent | ConversationChanged | MembershipChanged | MembershipEnded | ConversationRead;
export type EphemeralEvent = ConversationReadBy | Typing | PresenceChanged;
export type LineEvent = Hello | Restart;
export type ServerEvent = DurableEvent | EphemeralEvent | LineEvent;
export type ErrorCode = CommandError['code'];
export interface Commands {
  'message.send': { args: { conversation: number; key: string; text: string }; ok: Stored };
  'conversation.read': { args: { conversation: number; no: number }; ok: ReadAnswer };
  'conversation.typing': { args: { conversation: number }; ok: Done };
  'presence.watch': { args: { profiles: number[] }; ok: WatchAnswer };
  sync: { args: { topics: Record<string, number> }; ok: SyncAnswer };
}
