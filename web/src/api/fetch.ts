/** The one place that calls `fetch`. Same origin, cookies, JSON both ways, errors as ApiError. */
import { ApiError, STATUS_UNREACHABLE } from './ApiError';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sentences of the server come in the language of the screen, which may differ from the browser's. */
export function language(): string {
  return document.documentElement.lang || 'ru';
}

export async function request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await send(method, path, body);
  const answer = await readJson(response);
  if (!response.ok) throw refusal(response.status, answer);
  return answer as Answer;
}

/** For what answers with a file; a refusal is JSON there too. */
export async function requestFile(method: Method, path: string, body?: unknown): Promise<Blob> {
  const response = await send(method, path, body);
  if (!response.ok) throw refusal(response.status, await readJson(response));
  return response.blob();
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: headers(method, body),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(STATUS_UNREACHABLE, 'unreachable', '');
  }
}

/** A last word while the page goes away: nobody is left to read an answer. */
export function postLast(path: string) {
  void fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    keepalive: true,
    headers: headers('POST', undefined),
  }).catch(() => undefined);
}

function headers(method: Method, body: unknown): Record<string, string> {
  return body === undefined ? bodyless(method) : { ...bodyless(method), 'Content-Type': 'application/json' };
}

/** What every request carries, whatever its body. */
export function bodyless(method: Method): Record<string, string> {
  const all: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
  if (method !== 'GET') all['X-CSRFToken'] = cookie('csrftoken');
  return all;
}

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

export function refusal(status: number, answer: unknown): ApiError {
  const error = (answer as { error?: { code?: string; message?: string } } | null)?.error;
  return new ApiError(status, error?.code ?? `http_${status}`, error?.message ?? '', answer);
}
