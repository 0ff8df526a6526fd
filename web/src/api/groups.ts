/** Making and running chats: who may be brought in, what members may, links. */
import { request } from './fetch';
import type { Kind } from './people';
import type { Member as PlainMember, Row } from './shapes';

export type AbilityName = 'edit' | 'invite' | 'write' | 'pin' | 'call' | 'mention_all';

/** A profile, or the school's card of somebody who has not linked one yet. */
export type Someone = { profile: number; person?: never } | { person: number; profile?: never };

export interface Candidate {
  profile: number | null;
  person: number | null;
  name: string;
  badge: string;
  kind: Kind;
  linked: boolean;
  /** The classes to which this person belongs in any role. */
  units: number[];
}

/** A member as whoever looks may treat them. */
export type Member = PlainMember & {
  kind: Kind;
  may_exclude?: boolean;
  /** The roster seats them: whoever excludes them says why. */
  needs_reason?: boolean;
  may_appoint?: boolean;
  may_dismiss?: boolean;
};

/** Somebody of the roster who was taken out of the chat by hand. */
export interface Excluded {
  person: number;
  name: string;
  reason: string;
  by: string;
  at: number;
}

export interface Unit {
  id: number;
  title: string;
}

export interface Candidates {
  candidates: Candidate[];
  units: Unit[];
  /** There are more than travel at once. */
  more: boolean;
}

export interface CandidateQuery {
  q: string;
  kind: Kind | null;
  unit: number | null;
}

export interface ChatLink {
  id: number;
  token: string;
  made_by: string;
  made_at: number;
  expires_at: number | null;
  most_uses: number | null;
  uses: number;
  is_open: boolean;
  came: { name: string; at: number }[];
}

export interface LinkPreview {
  title: string;
  member_count: number;
  made_by: string;
  conversation: number | null;
}

export interface NewChat {
  title: string;
  people: Someone[];
  abilities: AbilityName[];
  picture?: number;
}

export interface ChatChange {
  title?: string;
  picture?: number | null;
  abilities?: AbilityName[];
}

interface ConversationAnswer {
  conversation: Row;
}

const at = (conversation: number, rest = '') => `/api/conversations/${conversation}${rest}`;

export const postChat = (chat: NewChat) => request<ConversationAnswer>('POST', '/api/conversations', chat);

export const patchChat = (conversation: number, change: ChatChange) =>
  request<ConversationAnswer>('PATCH', at(conversation), change);

/** Who may be brought into a chat, or into one that is not yet made. */
export function fetchCandidates(conversation: number | null, query: CandidateQuery): Promise<Candidates> {
  const asked = new URLSearchParams({ q: query.q });
  if (query.kind) asked.set('role', query.kind);
  if (query.unit) asked.set('unit', String(query.unit));
  const path = conversation === null ? '/api/candidates' : at(conversation, '/candidates');
  return request<Candidates>('GET', `${path}?${asked}`);
}

export const postMembers = (conversation: number, people: Someone[]) =>
  request<unknown>('POST', at(conversation, '/members'), { people });

export const deleteMember = (conversation: number, member: Someone, reason: string) =>
  request<unknown>('DELETE', at(conversation, '/members'), { member, reason });

export const postReinstated = (conversation: number, person: number) =>
  request<unknown>('POST', at(conversation, '/reinstated'), { person });

export const putRole = (conversation: number, member: Someone, role: 'member' | 'admin') =>
  request<unknown>('PUT', at(conversation, '/role'), { member, role });

export const postLeave = (conversation: number) => request<unknown>('POST', at(conversation, '/leave'));

export const fetchLinks = (conversation: number) => request<{ links: ChatLink[] }>('GET', at(conversation, '/links'));

export const postLink = (conversation: number, link: { expires_at: number | null; most_uses: number | null }) =>
  request<ChatLink>('POST', at(conversation, '/links'), link);

export const deleteLink = (conversation: number, link: number) =>
  request<unknown>('DELETE', at(conversation, `/links/${link}`));

export const postPreview = (token: string) => request<LinkPreview>('POST', '/api/links/preview', { token });

export const postJoin = (token: string) => request<ConversationAnswer>('POST', '/api/links/join', { token });
