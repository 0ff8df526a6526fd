/** Repairs what is behind: after a `hello`, and after a gap. The answers take the same road as events. */
import { postSync } from '../api/chat';
import { applySync, needsReload } from '../store/apply/sync';
import { behind, strangers } from '../store/select/topics';
import { change, read } from '../store/store';
import type { Outcome } from './calls';
import type { Commands, SyncAnswer } from './events.gen';

type Ask = <Name extends keyof Commands>(name: Name, args: Commands[Name]['args']) => Promise<Outcome<Name>>;
/** False when the start state could not be had. */
export type Reload = () => Promise<boolean>;

/** Each round brings up to 200 changes of a conversation; more rounds than this means something is wrong. */
const MOST_ROUNDS = 50;

/** Brings every topic up to `heads`; false when the connection broke on the way. */
export async function catchUp(heads: Record<string, number>, ask: Ask, reload: Reload): Promise<boolean> {
  const isWhole = await syncUntil(() => behind(read(), heads), ask, reload);
  return isWhole && (!strangers(read(), heads) || reload());
}

async function syncUntil(wanted: () => Record<string, number>, ask: Ask, reload: Reload): Promise<boolean> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const topics = wanted();
    if (Object.keys(topics).length === 0) return true;
    const answer = await askBoth(topics, ask);
    if (!answer) return false;
    change(applySync, answer);
    if (needsReload(answer) && !(await reload())) return false;
  }
  return false;
}

/** What is too large for the socket comes by HTTP, compressed. */
async function askBoth(topics: Record<string, number>, ask: Ask): Promise<SyncAnswer['topics'] | null> {
  const { ok } = await ask('sync', { topics });
  if (!ok) return null;
  const large = Object.fromEntries(ok.by_http.map((topic) => [topic, topics[topic] ?? 0]));
  if (ok.by_http.length === 0) return ok.topics;
  try {
    return { ...ok.topics, ...(await postSync(large)).topics };
  } catch {
    return null;
  }
}

export interface Gaps {
  note(topic: string, seq: number): void;
  /** Asks for what was noted of chats that have become ours meanwhile. */
  settle(): void;
}

/**
 * Remembers how far each topic with a gap must come; asks for all of them together, once at a time.
 * What was heard of a chat before its row came is kept: the row may be older, and nothing else would show it.
 */
export function openGaps(ask: Ask, reload: Reload): Gaps {
  const goals = new Map<string, number>();
  let isAsking = false;
  const wanted = () => behind(read(), Object.fromEntries(goals));
  const repair = async () => {
    isAsking = true;
    let isWhole = true;
    // A broken connection needs no second try here: the next hello names every head again.
    while (isWhole && Object.keys(wanted()).length > 0) isWhole = await syncUntil(wanted, ask, reload);
    isAsking = false;
    for (const [topic, goal] of goals) if ((read().topics[topic] ?? -1) >= goal) goals.delete(topic);
  };
  const settle = () => {
    if (!isAsking) void repair();
  };
  return {
    settle,
    note: (topic, seq) => {
      goals.set(topic, Math.max(seq, goals.get(topic) ?? 0));
      settle();
    },
  };
}
