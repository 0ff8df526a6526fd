/** Making and running chats: who may be brought in, what members may, links. */
import { request, requestFile } from './fetch';
import type { components } from './schema.gen';
import type { Members, Row } from './shapes';

type Schemas = components['schemas'];

export type AbilityName = Row['abilities'][number];
export type Candidate = Schemas['Candidate'];
export type Candidates = Schemas['Candidates'];
export type ChatLink = Schemas['LinkOut'];
export type Excluded = Schemas['Excluded'];
export type Links = Schemas['Links'];
export type LinkPreview = Schemas['LinkPreview'];
export type Unit = Schemas['UnitOut'];

/** A profile, or the school's card of somebody who has not linked one yet. */
export type Someone = { profile: number } | { person: number };

export type Role = 'pupil' | 'guardian' | 'staff';

export interface CandidateQuery {
  q: string;
  role: Role | null;
  unit: number | null;
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
  if (query.role) asked.set('role', query.role);
  if (query.unit) asked.set('unit', String(query.unit));
  const path = conversation === null ? '/api/candidates' : at(conversation, '/candidates');
  return request<Candidates>('GET', `${path}?${asked}`);
}

export const postMembers = (conversation: number, people: Someone[]) =>
  request<Members>('POST', at(conversation, '/members'), { people });

export const postExcluded = (conversation: number, member: Someone, reason: string) =>
  request<Members>('POST', at(conversation, '/members/exclude'), { member, reason });

export const postReinstated = (conversation: number, person: number) =>
  request<Members>('POST', at(conversation, '/members/reinstate'), { person });

export const postRole = (conversation: number, member: Someone, role: 'member' | 'admin') =>
  request<Members>('POST', at(conversation, '/members/role'), { member, role });

export const fetchLinks = (conversation: number) => request<Links>('GET', at(conversation, '/links'));

export const postLink = (conversation: number, link: { expires_at: number | null; most_uses: number | null }) =>
  request<Links>('POST', at(conversation, '/links'), link);

export const deleteLink = (conversation: number, link: number) =>
  request<Links>('DELETE', at(conversation, `/links/${link}`));

export const postPreview = (token: string) => request<LinkPreview>('POST', '/api/links/preview', { token });

export const postPreviewPicture = (token: string) => requestFile('POST', '/api/links/picture', { token });

export const postJoin = (token: string) => request<ConversationAnswer>('POST', '/api/links/join', { token });
