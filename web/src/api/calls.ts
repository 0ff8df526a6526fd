/** The HTTP side of calls. What happens inside of one travels through LiveKit, see features/calls. */
import { postLast, request } from './fetch';
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type CallOut = Schemas['CallOut'];
export type JoinAnswer = Schemas['JoinAnswer'];
export type Policy = Schemas['PolicyOut'];
export type Waiting = Schemas['Waiting'];
export type Deed = Schemas['GovernRequest']['what'];
export type Part = CallOut['part'];
export type Questions = Schemas['Questions'];
export type Question = Schemas['QuestionOut'];
export type QuestionDeed = Schemas['AnswerRequest']['what'];
export type Power = CallOut['may'][number];

/** The metadata of the room: what everybody inside sees of the call itself. */
export interface RoomState {
  call: number;
  title: string;
  policy: Policy;
  frozen: boolean;
  waiting: number;
  /** Of a broadcast: how many watch, how many questions wait, and the one that is shown. */
  viewers: number;
  questions: number;
  shown: { id: number; text: string } | null;
}

const path = (call: number, rest = '') => `/api/calls/${call}${rest}`;

export const fetchCall = async (call: number) => (await request<{ call: CallOut }>('GET', path(call))).call;

export const postJoin = (call: number, move: boolean) => request<JoinAnswer>('POST', path(call, '/join'), { move });

export const postLeave = (call: number) => request<unknown>('POST', path(call, '/leave'));

/** The page goes away, and with it whoever waited at the door. */
export const postLeaveAtLast = (call: number) => postLast(path(call, '/leave'));

/** The page goes away; who was in the call may be back in a moment. */
export const postAwayAtLast = (call: number) => postLast(path(call, '/away'));

export const postEnd = (call: number) => request<unknown>('POST', path(call, '/end'));

export const postHand = (call: number, up: boolean) => request<unknown>('POST', path(call, '/hand'), { up });

/** What a host does to one participant, or, for null, to all who are no hosts. */
export const postGovern = (call: number, what: Deed, who: number | null) =>
  request<unknown>('POST', path(call, '/govern'), { what, who });

export const patchCall = (call: number, part: Partial<Policy>) => request<unknown>('PATCH', path(call), part);

export const fetchQuestions = (call: number) => request<Questions>('GET', path(call, '/questions'));

export const postQuestion = (call: number, text: string) =>
  request<unknown>('POST', path(call, '/questions'), { text });

export const postAnswer = (call: number, question: number, what: QuestionDeed) =>
  request<unknown>('POST', path(call, `/questions/${question}`), { what });

export const fetchLobby = async (call: number) =>
  (await request<{ waiting: Waiting[] }>('GET', path(call, '/lobby'))).waiting;
