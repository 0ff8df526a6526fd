/**
 * The way out for messages. A letter is put on the shelf first, then sent; it leaves the shelf when the server
 * has it. The same key may be sent twice (two tabs, a lost answer): the server stores it once.
 */
import { command } from '../../../live/connection';
import type { Commands } from '../../../live/events.gen';
import { applyDropped, applyFailed, applyStored, applyUnsent, applyUnsentKept } from '../../../store/apply/unsent';
import type { Failure, Unsent } from '../../../store/state';
import { change, read } from '../../../store/store';
import { deliver, type Post } from './deliver';
import { burnShelf, keptLetters, markLetter, putLetter, takeLetter } from './shelf';
import { hearOtherTabs, tellOtherTabs } from './tabs';
import { inTurn } from './turn';

/** Letters that could not be put on the shelf (a private window): they live as long as the tab. */
const loose = new Map<string, Unsent>();
/** Keys that are settled, should the shelf refuse to let one go. */
const settled = new Set<string>();

export async function post(letter: Unsent): Promise<void> {
  change(applyUnsent, letter);
  try {
    await putLetter(letter);
    tellOtherTabs({ kept: letter });
  } catch {
    loose.set(letter.key, letter);
  }
  await drain(letter.conversation);
}

/** Shows what an earlier visit left, and follows what other tabs write. */
export async function openOutbox(): Promise<void> {
  hearOtherTabs({ kept: (letter) => change(applyUnsent, letter), dropped: (key) => change(applyDropped, key) });
  change(applyUnsentKept, await shelved());
}

export function drainAll() {
  const conversations = new Set(read().unsent.map((letter) => letter.conversation));
  for (const conversation of conversations) void drain(conversation);
}

export async function drop(key: string): Promise<void> {
  change(applyDropped, key);
  tellOtherTabs({ dropped: key });
  await forget(key);
}

export async function burnOutbox(): Promise<void> {
  loose.clear();
  await burnShelf();
}

function drain(conversation: number): Promise<void> {
  return inTurn(`peremena.outbox.${conversation}`, () => deliver(postOf(conversation)));
}

function postOf(conversation: number): Post {
  return {
    waiting: async () => (await shelved()).filter((letter) => letter.conversation === conversation),
    send: (letter) => command('message.send', sendingOf(letter)),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onStored: async (letter, ok) => {
      change(applyStored, letter, ok);
      await forget(letter.key);
    },
    onRefused: async (letter, failure) => {
      change(applyFailed, letter.key, failure);
      await mark(letter, failure);
    },
  };
}

/** What is not there is not said: a plain message is as short as it was before there was anything else. */
function sendingOf({ conversation, key, text, reply, mentions, forward }: Unsent): Commands['message.send']['args'] {
  if (forward) {
    const { conversation: source, no, forwarded } = forward;
    return { conversation, key, text: '', forward: { conversation: source, no, with_author: forwarded !== null } };
  }
  return {
    conversation,
    key,
    text,
    ...(reply ? { reply: reply.no } : {}),
    ...(mentions?.length ? { mentions: [...mentions] } : {}),
  };
}

async function shelved(): Promise<Unsent[]> {
  const profile = read().me?.id;
  if (profile === undefined) return [];
  const kept = await keptLetters(profile).catch(() => []);
  return [...kept, ...loose.values()].filter((letter) => !settled.has(letter.key));
}

async function forget(key: string): Promise<void> {
  loose.delete(key);
  await takeLetter(key).catch(() => settled.add(key));
}

async function mark(letter: Unsent, failure: Failure): Promise<void> {
  if (loose.has(letter.key)) loose.set(letter.key, { ...letter, failure });
  await markLetter(letter.key, failure).catch(() => undefined);
  tellOtherTabs({ kept: { ...letter, failure } });
}
