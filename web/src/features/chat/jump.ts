/** Going to any message by its number, and back again. */
import { t } from '@lingui/core/macro';
import { read } from '../../store/store';
import { showSnack } from '../../ui/overlay/overlays';
import { backsOf, dropGoal, setBacks, setGoal } from './goal';
import { openAround } from './openConversation';

/** `from` is the message that quotes it: the way back leads there. */
export async function jumpTo(conversation: number, no: number, from?: number) {
  if (from !== undefined) setBacks(conversation, [...backsOf(conversation), from]);
  setGoal(conversation, no);
  // What is not opened yet opens around the goal by itself.
  if (read().feeds[conversation]?.status !== 'ready' || isLoaded(conversation, no)) return;
  const isHere = await openAround(conversation, no);
  if (isHere && isLoaded(conversation, no)) return;
  dropGoal(conversation);
  showSnack({ text: isHere ? t`Этого сообщения больше нет.` : t`Не получилось открыть сообщение. Есть ли интернет?` });
}

export function jumpBack(conversation: number) {
  const backs = backsOf(conversation);
  const no = backs.at(-1);
  setBacks(conversation, backs.slice(0, -1));
  if (no !== undefined) void jumpTo(conversation, no);
}

function isLoaded(conversation: number, no: number): boolean {
  const { feeds, hidden } = read();
  return !hidden[conversation]?.[no] && (feeds[conversation]?.messages.some((message) => message.no === no) ?? false);
}
