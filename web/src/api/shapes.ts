/** Short names for the shapes of the HTTP answers; the shapes themselves are generated from the server. */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

/** The call that goes on in a conversation. */
export type CallBrief = Schemas['CallBrief'];
export type Cast = Schemas['Cast'];
export type CastMember = Schemas['CastMemberOut'];
export type Contact = Schemas['Contact'];
export type Contacts = Schemas['Contacts'];
export type Forwarded = Schemas['Forwarded'];
export type Limits = Schemas['TextLimits'];
export type Me = Schemas['Me'];
export type Member = Schemas['MemberOut'];
export type Members = Schemas['Members'];
/** Start and length in code points, and the person; 0 is everybody. */
export type Mention = [start: number, length: number, profile: number];
export type Message = Schemas['Message'];
export type Opened = { conversation: Row };
export type Page = Schemas['HistoryPage'];
export type Preferences = Schemas['Preferences'];
export type Quote = Schemas['Quote'];
export type Reason = Schemas['ReasonOut'];
/** The server leaves nothing of a row out, although each part has a default there. */
export type Row = Required<Schemas['Row']>;
export type Start = Omit<Schemas['StartState'], 'conversations'> & { conversations: Row[] };
export type Important = Schemas['ImportantPage'];
export type ImportantMessage = Schemas['ImportantMessage'];
export type Mentions = Schemas['Mentions'];
export type Pins = Schemas['Pins'];
export type Reaction = Schemas['Reaction'];
export type Reader = Schemas['Reader'];
export type Readers = Schemas['Readers'];
export type Service = Schemas['Service'];
