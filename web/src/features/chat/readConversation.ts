import { command } from '../../live/connection';
import { applyRead } from '../../store/apply/read';
import { change, read, watch } from '../../store/store';

/** Marks of one reading come in dozens while scrolling; the server hears the last of them. */
const COALESCE_MS = 300;

const pending = new Map<number, number>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Moves the own read mark to `no`, and ends a mark by hand; told to the server soon, or when the line is back. */
export function readConversation(conversation: number, no: number) {
  const row = read().rows[conversation];
  if (!row || (no <= row.read_no && !row.unread)) return;
  change(applyRead, conversation, no);
  pending.set(conversation, no);
  flushIn(COALESCE_MS);
}

/** Nothing is left here that looking could mark. */
export function isRead(conversation: number): boolean {
  const row = read().rows[conversation];
  return !row || (row.last_no <= row.read_no && !row.unread);
}

function flushIn(ms: number) {
  if (timer === undefined) timer = setTimeout(flush, ms);
}

async function flush() {
  timer = undefined;
  for (const [conversation, no] of [...pending]) {
    const { error } = await command('conversation.read', { conversation, no });
    const afterMs = error?.retry_after_ms;
    if (afterMs) flushIn(afterMs);
    const isSettled = !afterMs && error?.code !== 'connection_lost';
    if (isSettled && pending.get(conversation) === no) pending.delete(conversation);
  }
}

watch((state, before) => {
  if (state.connection === 'online' && before.connection !== 'online' && pending.size > 0) flushIn(0);
  if (state.account === 'signed_out') pending.clear();
});
