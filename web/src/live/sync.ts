/** Repairs what is behind: after a `hello`, and after a gap. The answers take the same road as events. */
import { postSync } from '../api/chat';
import { applySync, needsReload } from '../store/apply/sync';
import { behind, strangers } from '../store/select/topics';
import { change, read } from '../store/store';
import { backoffMs } from './backoff';
import type { Outcome } from './calls';
import type { Commands, SyncAnswer } from './events.gen';

type Ask = <Name extends keyof Commands>(name: Name, args: Commands[Name]['args']) => Promise<Outcome<Name>>;
/** False when the start state could not be had. */
export type Reload = () => Promise<boolean>;

/** Each round brings up to 200 changes of a conversation; more rounds than this means something is wrong. */
const MOST_ROUNDS = 50;

/** How a repair ended: all is here, the line broke, or something else was in the way and time may cure it. */
type Repair = 'whole' | 'lost' | { againMs: number };

/** Brings every topic up to `heads`; false when it did not succeed, and a new connection has to begin anew. */
export async function catchUp(heads: Record<string, number>, ask: Ask, reload: Reload): Promise<boolean> {
  const repair = await syncUntil(() => behind(read(), heads), ask, reload);
  return repair === 'whole' && (!strangers(read(), heads) || reload());
}

async function syncUntil(wanted: () => Record<string, number>, ask: Ask, reload: Reload): Promise<Repair> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const topics = wanted();
    if (Object.keys(topics).length === 0) return 'whole';
    const answer = await askBoth(topics, ask);
    if (isRepair(answer)) return answer;
    change(applySync, answer);
    if (needsReload(answer) && !(await reload())) return LATER;
  }
  return LATER;
}

/** What the server gave no time for is tried again then; anything else by the backoff. */
const LATER = { againMs: 0 };

function isRepair(answer: SyncAnswer['topics'] | Repair): answer is Repair {
  return typeof answer === 'string' || typeof answer.againMs === 'number';
}

/** What is too large for the socket comes by HTTP, compressed. */
async function askBoth(topics: Record<string, number>, ask: Ask): Promise<SyncAnswer['topics'] | Repair> {
  const { ok, error } = await ask('sync', { topics });
  if (!ok) return error.code === 'connection_lost' ? 'lost' : { againMs: error.retry_after_ms ?? 0 };
  const large = Object.fromEntries(ok.by_http.map((topic) => [topic, topics[topic] ?? 0]));
  if (ok.by_http.length === 0) return ok.topics;
  try {
    return { ...ok.topics, ...(await postSync(large)).topics };
  } catch {
    return LATER;
  }
}

export interface Gaps {
  note(topic: string, seq: number): void;
  /** Asks for what was noted of chats that have become ours meanwhile. */
  settle(): void;
  /** The connection is over: nothing is asked any more. */
  stop(): void;
}

/**
 * Remembers how far each topic with a gap must come; asks for all of them together, once at a time.
 * What was heard of a chat before its row came is kept: the row may be older, and nothing else would show it.
 */
export function openGaps(ask: Ask, reload: Reload): Gaps {
  const goals = new Map<string, number>();
  let isAsking = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wanted = () => behind(read(), Object.fromEntries(goals));
  const repair = async () => {
    isAsking = true;
    let ended: Repair = 'whole';
    while (ended === 'whole' && Object.keys(wanted()).length > 0) ended = await syncUntil(wanted, ask, reload);
    isAsking = false;
    for (const [topic, goal] of goals) if ((read().topics[topic] ?? -1) >= goal) goals.delete(topic);
    if (typeof ended === 'object') return tryAgain(ended.againMs);
    // A broken connection needs no second try here: the next hello names every head again.
    failures = 0;
  };
  const tryAgain = (afterMs: number) => {
    timer = setTimeout(settle, Math.max(afterMs, backoffMs(failures)));
    failures += 1;
  };
  const settle = () => {
    if (isAsking) return;
    clearTimeout(timer);
    timer = undefined;
    void repair();
  };
  return {
    settle,
    note: (topic, seq) => {
      goals.set(topic, Math.max(seq, goals.get(topic) ?? 0));
      // While a pause runs, its end asks for this too.
      if (timer === undefined) settle();
    },
    stop: () => clearTimeout(timer),
  };
}
