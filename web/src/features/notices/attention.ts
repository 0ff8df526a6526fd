/**
 * What people look at, over all tabs of this browser: a tab that is looked at holds a lock that names its chat.
 * Locks go with their tab, however it ends; nothing stale remains.
 */
import type { Attention } from './rules';

const PREFIX = 'peremena.looking.';
const NO_CHAT = 0;

let conversation: number | null = null;
let release = () => {};

/** Follows what this tab shows until the person leaves. */
export function watchAttention(signal: AbortSignal) {
  window.addEventListener('focus', hold, { signal });
  window.addEventListener('blur', hold, { signal });
  document.addEventListener('visibilitychange', hold, { signal });
  signal.addEventListener('abort', () => release());
  hold();
}

export function lookAt(shown: number | null) {
  conversation = shown;
  hold();
}

/** Where there are no locks (no HTTPS), each tab knows only of itself. */
export async function attention(): Promise<Attention> {
  const own = isLookedAt() ? [conversation ?? NO_CHAT] : [];
  const chats = navigator.locks ? [...own, ...(await lookedAtElsewhere())] : own;
  return { isAnywhere: chats.length > 0, conversations: new Set(chats) };
}

async function lookedAtElsewhere(): Promise<number[]> {
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name }) => name ?? '');
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => Number(name.slice(PREFIX.length)));
}

function hold() {
  release();
  if (!navigator.locks || !isLookedAt()) return;
  const kept = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(`${PREFIX}${conversation ?? NO_CHAT}`, { mode: 'shared' }, () => kept);
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
