import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import type { Quote } from '../../../api/shapes';
import { command } from '../../../live/connection';
import { confirm, showSnack } from '../../../ui/overlay/overlays';
import { forwardMessages, type Passed, sendMessage } from '../sendMessage';
import type { Editable, Forward, Forwardable, Intent, Original } from './intent';
import { partsOf } from './split';
import { lengthOf, trimmed, type Written } from './written';

/** Sends what stands in the field, and what is passed on with it; false when the person thought better of it. */
export async function sendWritten(
  conversation: number,
  written: Written,
  intent: Intent | null,
  limit: number,
): Promise<boolean> {
  const parts = partsOf(written, limit);
  if (parts.length > 1 && !(await confirmParts(written, parts.length, limit))) return false;
  for (const [index, { text, mentions }] of parts.entries()) {
    const reply = index === 0 && intent?.kind === 'reply' ? quoteOf(intent.message) : null;
    sendMessage(conversation, text, { reply, mentions });
  }
  if (intent?.kind === 'forward') forwardMessages(conversation, intent.from, passedOn(intent));
  return true;
}

function confirmParts(written: Written, count: number, limit: number): Promise<boolean> {
  const length = lengthOf(trimmed(written).text);
  const room = i18n.number(limit);
  return confirm({
    title: t`Сообщение слишком длинное`,
    text: `${spokenLength(length)} ${t`В одно сообщение помещается ${room}. Можно отправить частями, по порядку: их будет ${count}.`}`,
    action: t`Отправить частями`,
  });
}

function spokenLength(length: number): string {
  return plural(length, {
    one: 'В нём # знак.',
    few: 'В нём # знака.',
    many: 'В нём # знаков.',
    other: 'В нём # знака.',
  });
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
