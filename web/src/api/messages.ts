/** What one asks about single messages: pinned, important, naming me, read by whom. */
import { request } from './fetch';
import type { Important, Mentions, Pins, Readers } from './shapes';

export const fetchPins = (conversation: number) => request<Pins>('GET', `/api/conversations/${conversation}/pins`);

export const fetchMentions = (conversation: number, after: number) =>
  request<Mentions>('GET', `/api/conversations/${conversation}/mentions?after=${after}`);

export const fetchReaders = (conversation: number, no: number) =>
  request<Readers>('GET', `/api/conversations/${conversation}/readers?no=${no}`);

/** `before` is the last `mark` of the page before. */
export const fetchImportant = (before: number | null) =>
  request<Important>('GET', `/api/important${before === null ? '' : `?before=${before}`}`);
