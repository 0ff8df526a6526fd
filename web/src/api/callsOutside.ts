/** Calls before and after: beginning, planning, finding them, coming by a link, who was there. */
import { request } from './fetch';
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type Attendance = Schemas['Attendance'];
export type Attendee = Schemas['Attendee'];
export type CallPreview = Schemas['CallPreview'];
export type Calls = Schemas['Calls'];
export type KnownCall = Schemas['CallOut'];
export type MadeCall = Schemas['MadeCallAnswer'];
export type Media = KnownCall['media'];
export type Who = KnownCall['policy']['speak'];
export type CallPlan = Required<Schemas['PlanRequest']>;
export type AudienceChoice = Schemas['AudienceChoice'];
export type Audiences = Schemas['Audiences'];
export type Audience = Schemas['AudienceOut'];
export type CallChange = Schemas['ChangeCallRequest'];

interface CallAnswer {
  call: KnownCall;
}

const at = (call: number, rest = '') => `/api/calls/${call}${rest}`;

/** Begins a call in a chat, or finds the one that goes on there; `ring` left out: everybody. */
export const postCall = async (conversation: number, media: Media, ring?: readonly number[]) =>
  (await request<CallAnswer>('POST', `/api/conversations/${conversation}/call`, ring ? { media, ring } : { media }))
    .call;

export const fetchCalls = (before: number | null = null) =>
  request<Calls>('GET', before === null ? '/api/calls' : `/api/calls?before=${before}`);

export const fetchKnownCall = async (call: number) => (await request<CallAnswer>('GET', at(call))).call;

export const postPlan = (plan: CallPlan) => request<MadeCall>('POST', '/api/calls', plan);

export const fetchAudiences = () => request<Audiences>('GET', '/api/calls/audiences');

export const patchPlan = async (call: number, change: CallChange) =>
  (await request<CallAnswer>('PATCH', at(call), change)).call;

/** The former link stops working. */
export const postCallLink = (call: number) => request<MadeCall>('POST', at(call, '/links'));

export const postDecline = (call: number) => request<null>('POST', at(call, '/decline'));

export const postCancel = (call: number) => request<null>('POST', at(call, '/end'));

export const postCallPreview = (token: string) => request<CallPreview>('POST', '/api/calls/preview', { token });

export const postGuest = async (token: string, name: string) =>
  (await request<CallAnswer>('POST', '/api/calls/guest', { token, name })).call;

export const fetchAttendance = (call: number) => request<Attendance>('GET', at(call, '/attendance'));

/** Files that the browser itself loads. */
export const calendarFile = (call: number) => at(call, '/calendar.ics');
export const attendanceFile = (call: number) => at(call, '/attendance.csv');
