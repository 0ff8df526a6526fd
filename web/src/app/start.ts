/** The life of a visit: load the start state, go live, leave nothing behind. */
import { ApiError } from '../api/ApiError';
import { fetchStart } from '../api/chat';
import type { Start } from '../api/shapes';
import { burnOutbox, drainAll, openOutbox } from '../features/chat';
import { forgetEverything } from '../features/people';
import { goLive, goQuiet } from '../live/connection';
import { keepSnapshots } from '../pwa/keeping';
import { readSnapshot, snapshotOwner } from '../pwa/snapshot';
import { installWorker, lookForNewVersion } from '../pwa/worker';
import { applyConnection, applySignedOut, applyStarting, applyUnreachable } from '../store/apply/account';
import { withoutMarks } from '../store/apply/mark';
import { applyShelved } from '../store/apply/shelved';
import { applyStart } from '../store/apply/start';
import { applyTypingExpired } from '../store/apply/typing';
import type { Connection } from '../store/state';
import { change, read, watch } from '../store/store';
import { replacePath } from '../ui/route/history';
import { paths } from '../ui/route/paths';
import { reloadOnce } from './reloadOnce';

const STATUS_SIGNED_OUT = 401;
/** Whoever waits longer than this would rather read what this device kept. */
const PATIENCE_MS = 4_000;

/** The first screen comes before what a later visit may need. */
const WORKER_AFTER_MS = 3_000;

/** The server told the start state of this visit; until then it may be what the device kept. */
let isFresh = false;

export async function startVisit(): Promise<void> {
  change(applyStarting);
  isFresh = false;
  if (!(await begin())) return;
  await openOutbox();
  setTimeout(() => read().account === 'signed_in' && void installWorker(), WORKER_AFTER_MS);
  goLive({
    onConnection: connectionChanged,
    onSignedOut: () => void endVisit(true),
    onTooOld: () => void reloadOnce(),
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

/** From the server; without it, or while it takes long, from what this device kept of the last visit. */
async function begin(): Promise<boolean> {
  const loading = loadStart();
  const isLoaded = await Promise.race([loading, pause(PATIENCE_MS)]);
  if (isLoaded || read().account === 'signed_out') return isLoaded === true;
  const kept = await readSnapshot().catch(() => null);
  if (kept && !isFresh) change(applyShelved, kept.start, kept.feeds);
  else if (!(await loading)) change(applyUnreachable);
  return read().account === 'signed_in';
}

async function loadStart(): Promise<boolean> {
  try {
    await takeIn(await fetchStart());
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === STATUS_SIGNED_OUT) await endVisit(read().account === 'signed_in');
    return false;
  }
}

async function takeIn(start: Start) {
  const owner = read().me?.id ?? (await snapshotOwner().catch(() => null));
  if (owner !== null && owner !== start.me.id) {
    await Promise.allSettled([burnOutbox(), forgetEverything()]);
    change(applySignedOut, false);
  }
  // What the device kept may lie before the start state; without the live road nothing would fill the hole.
  if (!isFresh && read().connection !== 'online') change(withoutMarks);
  isFresh = true;
  change(applyStart, start);
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));

function connectionChanged(connection: Connection) {
  change(applyConnection, connection);
  if (connection !== 'online') return;
  drainAll();
  if (!isFresh) void loadStart();
  void lookForNewVersion();
}

keepSnapshots();

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
