/** Settings of chats as one person wants them: shown at once, told to the server, taken back when it refuses. */
import { t } from '@lingui/core/macro';
import type { Row } from '../../../api/shapes';
import type { CallError } from '../../../live/calls';
import { command } from '../../../live/connection';
import type { Commands } from '../../../live/events.gen';
import { applyPersonal, applyPinned, type Personal } from '../../../store/apply/personal';
import { archivedNoStaying, isArchived, pinnedIds } from '../../../store/select/rows';
import { change, read } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';

export type Wish = Omit<Commands['conversation.set']['args'], 'conversation' | 'appearance'>;

/** All of it for each chat, or nothing of it for those where the server says no. True when all was done. */
export async function wish(ids: readonly number[], wanted: (row: Row) => Wish): Promise<boolean> {
  const refusals = await Promise.all(ids.map((id) => wishOne(id, wanted)));
  const refusal = refusals.find((error) => error !== null);
  if (refusal) showSnack({ text: sentenceOf(refusal) });
  return !refusal;
}

async function wishOne(id: number, wanted: (row: Row) => Wish): Promise<CallError | null> {
  const row = read().rows[id];
  if (!row) return null;
  const args = wanted(row);
  const { pin, muted_until, archived_no, unread } = row;
  change(applyPersonal, id, foreseen(row, args));
  const { error } = await command('conversation.set', { conversation: id, ...args });
  if (error) change(applyPersonal, id, { pin, muted_until, archived_no, unread });
  return error ?? null;
}

/** What the server will answer: archiving unpins, pinning takes out of the archive, a muted chat stays where it is. */
function foreseen(row: Row, { pinned, archived, muted_until, unread }: Wish): Personal {
  return {
    ...(muted_until !== undefined && muted_until !== null && { muted_until, archived_no: archivedNoStaying(row) }),
    ...(unread !== undefined && unread !== null && { unread }),
    ...(archived === true && { archived_no: row.last_no, pin: 0 }),
    ...(archived === false && { archived_no: null }),
    ...(pinned === true && { archived_no: null, pin: row.pin || lastPin() + 1 }),
    ...(pinned === false && { pin: 0 }),
  };
}

const lastPin = () => Math.max(0, ...Object.values(read().rows).map((row) => row.pin));

export async function arrangePinned(ids: readonly number[]): Promise<void> {
  const before = pinnedIds(read().rows);
  change(applyPinned, ids);
  const { error } = await command('conversation.arrange', { pinned: [...ids] });
  if (!error) return;
  change(applyPinned, before);
  showSnack({ text: sentenceOf(error) });
}

/** The way back to how these chats are now: their settings, and the order of the pinned. */
export function wayBack(ids: readonly number[]): () => Promise<void> {
  const { rows } = read();
  const before = new Map(ids.map((id) => [id, rows[id]]));
  const order = pinnedIds(rows);
  return async () => {
    await wish(ids, (row) => back(row, before.get(row.id) ?? row));
    if (order.some((id) => before.has(id))) await arrangePinned(order);
  };
}

/** Only what differs is told. */
function back(now: Row, was: Row): Wish {
  return {
    ...(now.muted_until !== was.muted_until && { muted_until: was.muted_until }),
    ...(now.unread !== was.unread && { unread: was.unread }),
    ...(isArchived(now) !== isArchived(was) && { archived: isArchived(was) }),
    ...(now.pin > 0 !== was.pin > 0 && { pinned: was.pin > 0 }),
  };
}

export function sentenceOf(error: CallError): string {
  if (error.code === 'connection_lost') return t`Нет связи, поэтому ничего не изменилось. Попробуйте ещё раз.`;
  return error.message || t`Не получилось. Попробуйте ещё раз.`;
}
