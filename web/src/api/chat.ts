/** The HTTP questions of the messenger. Live changes travel by the socket, see `live/`. */
import type { SyncAnswer } from '../live/events.gen';
import { request } from './fetch';
import type { Members, Opened, Page, Start } from './shapes';

/** As many as fill two screens of a tall phone. */
export const PAGE_SIZE = 50;

export const fetchStart = () => request<Start>('GET', '/api/start');

export const fetchNewest = (conversation: number) => fetchPage(conversation, '');

export const fetchBefore = (conversation: number, no: number) => fetchPage(conversation, `&before=${no}`);

export const fetchAfter = (conversation: number, no: number) => fetchPage(conversation, `&after=${no}`);

/** Half of the page up to the number, half above it. */
export const fetchAround = (conversation: number, no: number) => fetchPage(conversation, `&around=${no}`);

function fetchPage(conversation: number, edge: string) {
  return request<Page>('GET', `/api/conversations/${conversation}/messages?limit=${PAGE_SIZE}${edge}`);
}

export const fetchMembers = (conversation: number) =>
  request<Members>('GET', `/api/conversations/${conversation}/members`);

export const postDirect = (profile: number) => request<Opened>('POST', '/api/direct', { profile });

export const postSync = (topics: Record<string, number>) => request<SyncAnswer>('POST', '/api/sync', { topics });
