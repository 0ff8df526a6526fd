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
  edited?: number;
  deleted?: boolean;
  pinned?: number;
  reply?: Quote | null;
  forwarded?: Forwarded | null;
  mentions?: [number, number, number][];
  reactions?: Reaction[];
  service?: Service | null;
}

export interface Quote {
  no: number;
  by: number;
  name: string;
  text: string;
  deleted?: boolean;
}

export interface Forwarded {
  by: number;
  name: string;
  at: number;
}

export interface Reaction {
  emoji: string;
  by: number[];
}

export interface Service {
  what:
    | 'added'
    | 'appointed'
    | 'called'
    | 'called_off'
    | 'created'
    | 'dismissed'
    | 'joined_by_link'
    | 'left'
    | 'missed'
    | 'pictured'
    | 'pinned'
    | 'planned'
    | 'removed'
    | 'renamed';
  sex?: string;
  people?: number[];
  names?: string[];
  title?: string;
  no?: number;
  ms?: number;
  media?: 'audio' | 'video';
  call?: number;
  gathering?: 'broadcast' | 'meeting';
  planned_at?: number;
}

export interface MessageChanged {
  on: 'message.changed';
  topic: string;
  seq: number;
  no: number;
  by: number;
  name: string;
  key: string;
  text: string;
  at: number;
  edited?: number;
  deleted?: boolean;
  pinned?: number;
  reply?: Quote | null;
  forwarded?: Forwarded | null;
  mentions?: [number, number, number][];
  reactions?: Reaction[];
  service?: Service | null;
}

export interface ConversationPassed {
  on: 'conversation.passed';
  topic: string;
  seq: number;
}

export interface MessageMarked {
  on: 'message.marked';
  topic: string;
  seq: number;
  conversation: number;
  no: number;
  important: boolean;
  hidden: boolean;
  last: Message | null;
}

export interface Message {
  no: number;
  seq: number;
  by: number;
  name: string;
  key: string;
  text: string;
  at: number;
  edited?: number;
  deleted?: boolean;
  pinned?: number;
  reply?: Quote | null;
  forwarded?: Forwarded | null;
  mentions?: [number, number, number][];
  reactions?: Reaction[];
  service?: Service | null;
}

export interface ConversationChanged {
  on: 'conversation.changed';
  topic: string;
  seq: number;
  title: string;
  member_count: number;
  picture: number | null;
  abilities: ('call' | 'edit' | 'invite' | 'mention_all' | 'pin' | 'write')[];
  call: CallBrief | null;
}

export interface CallBrief {
  id: number;
  media: 'audio' | 'video';
  by: number;
  name: string;
  at: number;
  ring_until: number;
  count: number;
  rings: number[] | null;
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
  is_automatic: boolean;
  picture: number | null;
  abilities: ('call' | 'edit' | 'invite' | 'mention_all' | 'pin' | 'write')[];
  may: (
    | 'appoint'
    | 'call'
    | 'delete_others'
    | 'edit'
    | 'exclude'
    | 'invite'
    | 'leave'
    | 'manage'
    | 'mention_all'
    | 'pin'
    | 'write'
  )[];
  mention_no: number;
  pin: number;
  muted_until: number;
  archived_no: number | null;
  unread: boolean;
  draft: DraftOut | null;
  appearance: Appearance;
  call: CallBrief | null;
}

export interface DraftOut {
  text: string;
  reply: number | null;
  at: number;
  mentions?: [number, number, number][];
}

export interface Appearance {
  hue: number | null;
  paper: string;
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

export interface PreferencesChanged {
  on: 'preferences.changed';
  topic: string;
  seq: number;
  preferences: Preferences;
}

export interface Preferences {
  language: 'en' | 'ru';
  enter_sends: boolean;
  sound: boolean;
  notify_personal: boolean;
  notify_group: boolean;
  hide_text: boolean;
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

export interface ForwardOf {
  conversation: number;
  no: number;
  with_author: boolean;
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

export interface Edited {
  seq: number;
  edited: number;
}

export interface Reached {
  nos: number[];
}

export interface Changed {
  seq: number;
}

export type Taken = Record<string, never>;

export interface Cleared {
  from_no: number;
}

export interface CommandError {
  code:
    | 'bad_arguments'
    | 'bad_json'
    | 'broken'
    | 'busy'
    | 'empty'
    | 'key_reused'
    | 'may_not'
    | 'may_not_post'
    | 'not_found'
    | 'retry_same_key'
    | 'signed_out'
    | 'too_fast'
    | 'too_long'
    | 'too_many'
    | 'unknown_command';
  message: string;
  retry_after_ms?: number;
}

export type DurableEvent =
  | MessageSent
  | MessageChanged
  | ConversationPassed
  | MessageMarked
  | ConversationChanged
  | MembershipChanged
  | MembershipEnded
  | ConversationRead
  | PreferencesChanged;
export type EphemeralEvent = ConversationReadBy | Typing | PresenceChanged;
export type LineEvent = Hello | Restart;
export type ServerEvent = DurableEvent | EphemeralEvent | LineEvent;
export type ErrorCode = CommandError['code'];
export interface Commands {
  'message.send': {
    args: {
      conversation: number;
      key: string;
      text: string;
      reply?: number | null;
      mentions?: [number, number, number][];
      forward?: ForwardOf | null;
    };
    ok: Stored;
  };
  'conversation.read': { args: { conversation: number; no: number }; ok: ReadAnswer };
  'conversation.typing': { args: { conversation: number }; ok: Done };
  'presence.watch': { args: { profiles: number[] }; ok: WatchAnswer };
  sync: { args: { topics: Record<string, number> }; ok: SyncAnswer };
  'message.edit': {
    args: { conversation: number; no: number; text: string; mentions?: [number, number, number][] };
    ok: Edited;
  };
  'message.delete': { args: { conversation: number; nos: number[]; for_all: boolean }; ok: Reached };
  'message.restore': { args: { conversation: number; nos: number[] }; ok: Reached };
  'message.react': { args: { conversation: number; no: number; emoji: string | null }; ok: Changed };
  'message.pin': { args: { conversation: number; no: number; on: boolean }; ok: Changed };
  'message.mark': { args: { conversation: number; nos: number[]; important: boolean }; ok: Reached };
  'conversation.set': {
    args: {
      conversation: number;
      pinned?: boolean | null;
      muted_until?: number | null;
      archived?: boolean | null;
      unread?: boolean | null;
      appearance?: Appearance | null;
    };
    ok: Taken;
  };
  'conversation.arrange': { args: { pinned: number[] }; ok: Taken };
  'conversation.clear': { args: { conversation: number }; ok: Cleared };
  'draft.save': {
    args: {
      conversation: number;
      text: string;
      edited_at: number;
      reply?: number | null;
      mentions?: [number, number, number][];
    };
    ok: Taken;
  };
}
