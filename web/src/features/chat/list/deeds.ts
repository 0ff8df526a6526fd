/** What one does with chats from the list: by menu, by stroke, with one or with many. Each says so and can be undone. */
import { plural, t } from '@lingui/core/macro';
import { ApiError } from '../../../api/ApiError';
import { request } from '../../../api/fetch';
import type { Row } from '../../../api/shapes';
import { command } from '../../../live/connection';
import { FOREVER, MOST_PINNED, pinnedIds } from '../../../store/select/rows';
import { read } from '../../../store/store';
import { confirm, showSnack } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { readConversation } from '../readConversation';
import { sentenceOf, type Wish, wayBack, wish } from './wishes';

type Ids = readonly number[];

async function undoable(ids: Ids, wanted: (row: Row) => Wish, text: string) {
  const run = wayBack(ids);
  if (await wish(ids, wanted)) showSnack({ text, action: { label: t`Отменить`, run: () => void run() } });
}

const HOUR_MS = 3_600_000;

export const hoursFromNow = (hours: number) => Date.now() + hours * HOUR_MS;

export const mute = (ids: Ids, until: number) =>
  undoable(ids, () => ({ muted_until: until }), until === FOREVER ? mutedForGood(ids) : mutedFor(ids));

export const unmute = (ids: Ids) => undoable(ids, () => ({ muted_until: 0 }), t`Уведомления включены`);

const mutedForGood = (ids: Ids) =>
  ids.length > 1 ? t`Уведомления этих чатов отключены` : t`Уведомления «${titleOf(ids)}» отключены`;

const mutedFor = (ids: Ids) =>
  ids.length > 1 ? t`Уведомления этих чатов отключены на время` : t`Уведомления «${titleOf(ids)}» отключены на время`;

/** The five best are enough; the sixth is refused before anything moves. */
export async function pin(ids: Ids) {
  const { rows } = read();
  const fresh = ids.filter((id) => !rows[id]?.pin);
  if (pinnedIds(rows).length + fresh.length > MOST_PINNED) {
    return showSnack({ text: t`Закрепить можно до пяти чатов.` });
  }
  await undoable(fresh, () => ({ pinned: true }), pinnedWords(fresh));
}

export const unpin = (ids: Ids) =>
  undoable(ids, () => ({ pinned: false }), ids.length > 1 ? t`Чаты откреплены` : t`Чат «${titleOf(ids)}» откреплён`);

const pinnedWords = (ids: Ids) => (ids.length > 1 ? t`Чаты закреплены` : t`Чат «${titleOf(ids)}» закреплён`);

export const archive = (ids: Ids) => undoable(ids, () => ({ archived: true }), archivedWords(ids));

const archivedWords = (ids: Ids) =>
  ids.length > 1
    ? plural(ids.length, {
        one: '# чат в архиве',
        few: '# чата в архиве',
        many: '# чатов в архиве',
        other: '# чата в архиве',
      })
    : t`«${titleOf(ids)}» в архиве`;

export const unarchive = (ids: Ids) => undoable(ids, () => ({ archived: false }), t`Снова в списке чатов`);

/** A chat that stays open would be read again at once, so it is left. */
export function markUnread(ids: Ids) {
  if (ids.some((id) => location.pathname === paths.conversation(id))) navigate(paths.chats);
  return undoable(ids, () => ({ unread: true }), t`Отмечено непрочитанным`);
}

/** What was read stays read; the way back is the mark by hand. */
export function markRead(ids: Ids) {
  const { rows } = read();
  for (const id of ids) readConversation(id, rows[id]?.last_no ?? 0);
  const back = () => void wish(ids, () => ({ unread: true }));
  showSnack({ text: t`Отмечено прочитанным`, action: { label: t`Отменить`, run: back } });
}

export async function clear(id: number) {
  const isSure = await confirm({
    title: t`Очистить историю?`,
    text: t`Сообщения чата «${titleOf([id])}» исчезнут только у вас. Вернуть их будет нельзя.`,
    action: t`Очистить`,
    isDestructive: true,
  });
  if (!isSure) return;
  const { error } = await command('conversation.clear', { conversation: id });
  showSnack({ text: error ? sentenceOf(error) : t`История очищена` });
}

/** Chats of the school are left by nobody: their silence is offered instead. */
export async function leave(id: number) {
  const row = read().rows[id];
  if (!row) return;
  if (row.may.includes('leave')) return leaveByHand(id);
  const isSure = await confirm({
    title: t`Из этого чата нельзя выйти`,
    text: t`«${row.title}» собирает школа: пока вы в списке класса или группы, вы и в чате. Можно отключить его уведомления и убрать его в архив.`,
    action: t`Убрать в архив без звука`,
  });
  if (isSure) await undoable([id], () => ({ muted_until: FOREVER, archived: true }), archivedWords([id]));
}

async function leaveByHand(id: number) {
  const isSure = await confirm({
    title: t`Выйти из чата «${titleOf([id])}»?`,
    text: t`Вы перестанете получать его сообщения. Вернуться можно, только если вас снова добавят.`,
    action: t`Выйти`,
    isDestructive: true,
  });
  if (!isSure) return;
  try {
    await request('POST', `/api/conversations/${id}/leave`);
  } catch (error) {
    const told = error instanceof ApiError ? error.message : '';
    showSnack({ text: told || t`Не получилось выйти из чата. Попробуйте ещё раз.` });
  }
}

const titleOf = (ids: Ids) => read().rows[ids[0] ?? 0]?.title ?? '';
