/** Checking the connection: what there is to check, and pieces whose way is timed. */
import { bodyless, refusal, request, requestFile } from './fetch';
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type CheckPlan = Schemas['CheckPlan'];
export type Way = Schemas['WayOut'];
export type BegunCheck = Schemas['BegunCheck'];

export const fetchCheckPlan = () => request<CheckPlan>('GET', '/api/calls/check');

export const postCheck = () => request<BegunCheck>('POST', '/api/calls/check', {});

export const takePiece = (ticket: string, size: number) =>
  requestFile('POST', '/api/calls/check/down', { ticket, size });

export async function givePiece(ticket: string, piece: Blob): Promise<void> {
  const headers = { ...bodyless('POST'), 'Content-Type': 'application/octet-stream', 'X-Check': ticket };
  const response = await fetch('/api/calls/check/up', {
    method: 'POST',
    credentials: 'same-origin',
    headers,
    body: piece,
  });
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => null));
}
