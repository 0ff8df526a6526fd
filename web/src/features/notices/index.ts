/** Calls for the person while a tab is open: a sound, a notification, numbers at the signs. Loaded after the screen. */
import { unreadChats } from '../../store/select/rows';
import { read, watch } from '../../store/store';
import { attention, watchAttention } from './attention';
import { showBadge } from './badges';
import { chime } from './chime';
import { isLeader, standForLeader } from './leader';
import { notify, unnotify, unnotifyAll } from './notify';
import { mayNotify } from './permission';
import { callFor, type Heard, heardSince, isWanted, wordingOf } from './rules';

export { lookAt } from './attention';

/** So long a tab or another device of the person has to say that they are reading it. */
const READING_MS = 700;

/** Marks and numbers come in bursts, and what is said before somebody's eyes is read at once. */
const SETTLE_MS = 300;

/** Until the person leaves. */
export function startNotices(leaving: AbortSignal) {
  if (leaving.aborted) return;
  standForLeader(leaving);
  watchAttention(leaving);
  const unwatch = watch(follow);
  void showBadge(unreadChats(read()));
  leaving.addEventListener('abort', () => {
    unwatch();
    clearTimeout(settling);
    settling = undefined;
    unnotifyAll();
    void showBadge(0);
  });
}

function follow(state: ReturnType<typeof read>, before: ReturnType<typeof read>) {
  if (state.rows === before.rows) return;
  for (const row of Object.values(state.rows)) {
    if ((before.rows[row.id]?.read_no ?? 0) < row.read_no) readMeanwhile.add(row.id);
  }
  settling ??= setTimeout(settle, SETTLE_MS);
  for (const heard of heardSince(state, before, Date.now())) setTimeout(() => void call(heard), READING_MS);
}

const readMeanwhile = new Set<number>();
let settling: ReturnType<typeof setTimeout> | undefined;

function settle() {
  settling = undefined;
  void showBadge(unreadChats(read()));
  for (const conversation of readMeanwhile) unnotify(conversation);
  readMeanwhile.clear();
}

async function call({ row: { id }, message }: Heard): Promise<void> {
  const { rows, preferences, me } = read();
  const row = rows[id];
  const heard = row && { row, message };
  if (!heard || !me || !isLeader() || !isWanted(heard, preferences, me.id, Date.now())) return;
  const how = callFor(heard, await attention());
  if (how === 'nothing') return;
  if (preferences.sound) chime();
  if (how === 'notification' && mayNotify()) await notify(id, wordingOf(heard, preferences, me.id));
}
