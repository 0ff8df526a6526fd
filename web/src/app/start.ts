/** The life of a visit: load the start state, go live, leave nothing behind. */
import { ApiError } from '../api/ApiError';
import { fetchStart } from '../api/chat';
import { burnOutbox, drainAll, openOutbox } from '../features/chat';
import { forgetEverything } from '../features/people';
import { goLive, goQuiet } from '../live/connection';
import { applyConnection, applySignedOut, applyStarting, applyUnreachable } from '../store/apply/account';
import { applyStart } from '../store/apply/start';
import { applyTypingExpired } from '../store/apply/typing';
import type { Connection } from '../store/state';
import { change, read, watch } from '../store/store';
import { replacePath } from '../ui/route/history';
import { paths } from '../ui/route/paths';
import { reloadOnce } from './reloadOnce';

const STATUS_SIGNED_OUT = 401;

export async function startVisit(): Promise<void> {
  change(applyStarting);
  if (!(await loadStart())) return;
  await openOutbox();
  goLive({
    onConnection: connectionChanged,
    onSignedOut: () => void endVisit(true),
    onTooOld: reloadOnce,
    onReload: loadStart,
  });
}

/** `wasEnded`: the session ended without this person asking for it here. */
export async function endVisit(wasEnded: boolean): Promise<void> {
  goQuiet();
  change(applySignedOut, wasEnded);
  await Promise.allSettled([burnOutbox(), forgetEverything()]);
}

/** Signing out by hand: whoever comes next begins at the chats, not where this person stood. */
export async function leave(): Promise<void> {
  replacePath(paths.signIn);
  await endVisit(false);
}

async function loadStart(): Promise<boolean> {
  try {
    change(applyStart, await fetchStart());
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === STATUS_SIGNED_OUT) await endVisit(read().account === 'signed_in');
    else change(applyUnreachable);
    return false;
  }
}

function connectionChanged(connection: Connection) {
  change(applyConnection, connection);
  if (connection === 'online') drainAll();
}

/** Somebody who stopped typing says nothing more; the sign goes by itself. */
const LOOK_EVERY_MS = 1_000;

let expiry: ReturnType<typeof setInterval> | undefined;

watch(({ typists }) => {
  const isAnybodyTyping = Object.keys(typists).length > 0;
  if (isAnybodyTyping) expiry ??= setInterval(() => change(applyTypingExpired, Date.now()), LOOK_EVERY_MS);
  else if (expiry !== undefined) {
    clearInterval(expiry);
    expiry = undefined;
  }
});
