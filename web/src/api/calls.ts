/** The HTTP side of calls. What happens inside of one travels through LiveKit, see features/calls. */
import { postLast, request } from './fetch';

export type Part = 'host' | 'peer' | 'member' | 'guest' | 'viewer';
export type Power = 'speak' | 'show' | 'share' | 'write' | 'hand' | 'invite' | 'run' | 'end';
export type Who = 'all' | 'hosts';

export interface Policy {
  lobby: boolean;
  locked: boolean;
  speak: Who;
  camera: Who;
  share: Who;
  write: Who;
}

export interface CallOut {
  id: number;
  kind: 'chat' | 'link' | 'broadcast';
  state: 'planned' | 'open' | 'over';
  media: 'audio' | 'video';
  title: string;
  conversation: number | null;
  by: number;
  by_name: string;
  planned_at: number | null;
  started_at: number | null;
  ended_at: number | null;
  ended_by: string;
  count: number;
  policy: Policy;
  part: Part;
  may: Power[];
  was_in?: boolean;
  my_ms?: number;
}

/** `admit` comes with a token for the media; `wait`: ask again; `elsewhere`: on another device of mine. */
export interface JoinAnswer {
  door: 'admit' | 'wait' | 'refuse' | 'elsewhere';
  why?: string;
  token?: string;
  call?: CallOut | null;
}

export type Deed =
  | 'mute'
  | 'silence'
  | 'let_speak'
  | 'hide'
  | 'let_show'
  | 'unshare'
  | 'let_share'
  | 'lower'
  | 'remove'
  | 'admit'
  | 'refuse'
  | 'appoint'
  | 'dismiss';

export interface Waiting {
  participant: number;
  name: string;
  kind: string;
  invited_by: string;
  since: number;
}

/** The metadata of the room: what everybody inside sees of the call itself. */
export interface RoomState {
  call: number;
  title: string;
  policy: Policy;
  frozen: boolean;
  waiting: number;
}

const path = (call: number, rest = '') => `/api/calls/${call}${rest}`;

export const fetchCall = async (call: number) => (await request<{ call: CallOut }>('GET', path(call))).call;

export const postJoin = (call: number, move: boolean) => request<JoinAnswer>('POST', path(call, '/join'), { move });

export const postLeave = (call: number) => request<unknown>('POST', path(call, '/leave'));

/** The page goes away, and with it whoever was in the call. */
export const postLeaveAtLast = (call: number) => postLast(path(call, '/leave'));

export const postEnd = (call: number) => request<unknown>('POST', path(call, '/end'));

export const postHand = (call: number, up: boolean) => request<unknown>('POST', path(call, '/hand'), { up });

/** What a host does to one participant, or, for null, to all who are no hosts. */
export const postGovern = (call: number, what: Deed, who: number | null) =>
  request<unknown>('POST', path(call, '/govern'), { what, who });

export const patchCall = (call: number, part: Partial<Policy>) => request<unknown>('PATCH', path(call), part);

export const fetchLobby = async (call: number) =>
  (await request<{ waiting: Waiting[] }>('GET', path(call, '/lobby'))).waiting;
