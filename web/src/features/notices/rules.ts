/** Who is called, and how: the whole of it as pure functions of what is known. */
import { t } from '@lingui/core/macro';
import type { Message, Preferences, Row } from '../../api/shapes';
import { isArchived, isMuted } from '../../store/select/rows';
import type { State } from '../../store/state';
import { callLine } from '../chat/callLine';

/** A message that came, in the chat where it stands. */
export interface Heard {
  row: Row;
  message: Message;
}

/** What lies before people's eyes, in whichever tab of this browser. */
export interface Attention {
  isAnywhere: boolean;
  conversations: ReadonlySet<number>;
}

/** `sound` alone is for somebody who sits before the application: they see the list. */
export type Call = 'nothing' | 'sound' | 'notification';

/** What was said while nobody was connected calls only while it is news. */
const NEWS_MS = 5 * 60_000;

/** What others said between two states of this visit: at most the newest of each chat. */
export function heardSince(state: State, before: State, now: number): Heard[] {
  if (!state.me || state.me !== before.me || state.rows === before.rows) return [];
  const me = state.me.id;
  const isLive = before.connection === 'online';
  return Object.values(state.rows).flatMap((row) => {
    const ours = before.rows[row.id];
    const message = row.last;
    if (row === ours || !message || message.no <= (ours?.last_no ?? 0)) return [];
    const isNews = (isLive && ours !== undefined) || message.at > now - NEWS_MS;
    return isNews && isSaidByOthers(message, me) ? [{ row, message }] : [];
  });
}

/** Lines like «Павлова добавила Машу» are to be read, not to be called for; a meeting that was planned is. */
function isSaidByOthers(message: Message, me: number): boolean {
  return message.by !== me && (!message.service || isOfGathering(message)) && !message.deleted;
}

function isOfGathering({ service }: Message): boolean {
  return service?.what === 'planned' || service?.what === 'called_off';
}

export function namesMe(message: Message, me: number): boolean {
  return message.mentions?.some(([, , profile]) => profile === me) ?? false;
}

/** Whether the person wants to be called for this at all: being named passes every silence but that of having read. */
export function isWanted({ row, message }: Heard, preferences: Preferences, me: number, now: number): boolean {
  if (row.read_no >= message.no) return false;
  if (namesMe(message, me)) return true;
  if (isMuted(row, now) || isArchived(row, now)) return false;
  return row.kind === 'direct' ? preferences.notify_personal : preferences.notify_group;
}

export function callFor({ row }: Heard, attention: Attention): Call {
  if (attention.conversations.has(row.id)) return 'nothing';
  return attention.isAnywhere ? 'sound' : 'notification';
}

/** A notification shows a few lines; the rest is read in the chat. */
const MOST_POINTS = 160;

export interface Wording {
  title: string;
  body: string;
}

export function wordingOf({ row, message }: Heard, preferences: Preferences, me: number): Wording {
  if (preferences.hide_text) {
    return { title: row.title, body: namesMe(message, me) ? t`Вас упомянули` : t`Новое сообщение` };
  }
  if (message.service) return { title: row.title, body: callLine(message.service, false) };
  const text = shortened(message.text);
  return { title: row.title, body: row.kind === 'direct' ? text : `${message.name}: ${text}` };
}

function shortened(text: string): string {
  const points = [...text];
  return points.length > MOST_POINTS ? `${points.slice(0, MOST_POINTS).join('')}…` : text;
}
