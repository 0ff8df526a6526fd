import { read } from '../../../store/store';
import type { Editable } from './intent';

/** So long may one's own words be changed; the server judges in the end. */
const DAY_MS = 24 * 60 * 60_000;

/** The last own message of what is loaded, if it may still be changed. */
export function lastOwn(conversation: number): Editable | null {
  const { feeds, me } = read();
  const messages = feeds[conversation]?.messages ?? [];
  const last = messages.findLast((message) => message.by === me?.id && !message.service && !message.deleted);
  if (!last || last.forwarded || Date.now() - last.at > DAY_MS) return null;
  return { no: last.no, text: last.text, mentions: last.mentions ?? [] };
}
