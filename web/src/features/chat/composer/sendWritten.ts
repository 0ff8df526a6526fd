import { t } from '@lingui/core/macro';
import type { Quote } from '../../../api/shapes';
import { command } from '../../../live/connection';
import { fetched } from '../../../ui/fetched';
import { showSnack } from '../../../ui/overlay/overlays';
import { forwardMessages, type Passed, sendMessage } from '../sendMessage';
import type { Editable, Forward, Forwardable, Intent, Original } from './intent';
import { lengthOf, trimmed, type Written } from './written';

/** Sends what stands in the field, and what is passed on with it; false when the person thought better of it. */
export async function sendWritten(
  conversation: number,
  written: Written,
  intent: Intent | null,
  limit: number,
): Promise<boolean> {
  const messages = await inMessages(written, limit);
  if (!messages) return false;
  for (const [index, { text, mentions }] of messages.entries()) {
    const reply = index === 0 && intent?.kind === 'reply' ? quoteOf(intent.message) : null;
    sendMessage(conversation, text, { reply, mentions });
  }
  if (intent?.kind === 'forward') forwardMessages(conversation, intent.from, passedOn(intent));
  return true;
}

/** Null when it is too long for one and the person does not want several. */
async function inMessages(written: Written, limit: number): Promise<readonly Written[] | null> {
  const whole = trimmed(written);
  if (whole.text === '') return [];
  if (lengthOf(whole.text) <= limit) return [whole];
  const parts = await fetched(() => import('./inParts'));
  return parts ? parts.inParts(whole, limit) : null;
}

/** Saves the correction; false when the message stayed as it was, and the person was told why. */
export async function saveCorrection(conversation: number, before: Editable, written: Written): Promise<boolean> {
  const { text, mentions } = trimmed(written);
  if (text === before.text && JSON.stringify(mentions) === JSON.stringify(before.mentions)) return true;
  const { error } = await command('message.edit', { conversation, no: before.no, text, mentions: [...mentions] });
  if (!error) return true;
  showSnack({ text: error.message || t`Нет связи. Изменение не сохранено, попробуйте ещё раз.` });
  return false;
}

function passedOn({ messages, withAuthor }: Forward): Passed[] {
  return messages.map(({ no, text, ...message }) => ({
    no,
    text,
    forwarded: withAuthor ? authorOf(message) : null,
  }));
}

/** What was passed on before keeps its first author. */
function authorOf({ by, name, at, forwarded }: Omit<Forwardable, 'no' | 'text'>) {
  return forwarded ?? { by, name, at };
}

/** As much as the server quotes. */
const QUOTED = 140;

function quoteOf({ no, by, name, text }: Original): Quote {
  return { no, by, name, text: [...text].slice(0, QUOTED).join(''), deleted: false };
}
