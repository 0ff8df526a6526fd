/** What people do with messages. The screen changes when the server tells of it. */
import { t } from '@lingui/core/macro';
import type { Message } from '../../../api/shapes';
import { read } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';
import { ask } from './ask';
import { spokenDeleted } from './words';

/** Puts the own sign, takes another one in its place, or takes it away when it is there already. */
export function react(conversation: number, message: Message, emoji: string | null) {
  const isMine = emoji !== null && mineIn(message) === emoji;
  void ask('message.react', { conversation, no: message.no, emoji: isMine ? null : emoji });
}

/** The sign this person has put. */
export function mineIn(message: Message): string | null {
  const me = read().me?.id ?? 0;
  return message.reactions?.find(({ by }) => by.includes(me))?.emoji ?? null;
}

export function pin(conversation: number, no: number, on: boolean) {
  void ask('message.pin', { conversation, no, on });
}

export function mark(conversation: number, nos: readonly number[], important: boolean) {
  void ask('message.mark', { conversation, nos: [...nos], important });
}

/** Out of the own view: nobody else is touched, and it can be taken back. */
export async function deleteForMe(conversation: number, nos: readonly number[]) {
  const { ok } = await ask('message.delete', { conversation, nos: [...nos], for_all: false });
  if (!ok) return;
  const undo = () => void ask('message.restore', { conversation, nos: ok.nos });
  showSnack({ text: spokenDeleted(ok.nos.length), action: { label: t`Отменить`, run: undo } });
}

export async function deleteForAll(conversation: number, nos: readonly number[]) {
  const { ok } = await ask('message.delete', { conversation, nos: [...nos], for_all: true });
  if (ok && ok.nos.length < nos.length) showSnack({ text: t`Часть сообщений у всех удалить нельзя.` });
}

export async function copy(messages: readonly Message[]) {
  const text = messages.length === 1 ? (messages[0]?.text ?? '') : messages.map(saying).join('\n\n');
  try {
    await navigator.clipboard.writeText(text);
    showSnack({ text: t`Скопировано` });
  } catch {
    showSnack({ text: t`Браузер не дал скопировать.` });
  }
}

const saying = ({ name, text }: Message) => `${name}:\n${text}`;
