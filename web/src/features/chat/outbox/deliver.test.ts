import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../live/calls';
import type { Unsent } from '../../../store/state';
import { letter } from '../../../store/world';
import { deliver, type Post } from './deliver';

type Sent = Outcome<'message.send'>;

const stored: Sent = { ok: { no: 1, seq: 1, at: 1 } };
const refused = (code: 'too_fast' | 'retry_same_key' | 'may_not_post' | 'connection_lost' | 'broken'): Sent => ({
  error: { code, message: 'Нет.', ...(code === 'too_fast' ? { retry_after_ms: 700 } : {}) },
});

/** A shelf in memory and a server that gives the prepared answers, then stores. */
function desk(keys: string[], answers: Sent[]) {
  const shelf: Unsent[] = keys.map((key) => letter(key));
  const tried: string[] = [];
  const pauses: number[] = [];
  const post: Post = {
    waiting: async () => [...shelf],
    send: async ({ key }) => {
      tried.push(key);
      return answers.shift() ?? stored;
    },
    pause: async (ms) => {
      pauses.push(ms);
    },
    onStored: async ({ key }) => {
      shelf.splice(
        shelf.findIndex((one) => one.key === key),
        1,
      );
    },
    onRefused: async (one, failure) => {
      shelf[shelf.findIndex((other) => other.key === one.key)] = { ...one, failure };
    },
  };
  return { post, shelf, tried, pauses };
}

describe('delivering', () => {
  it('sends in the order of writing', async () => {
    const { post, tried, shelf } = desk(['a', 'b', 'c'], []);
    await deliver(post);
    expect(tried).toEqual(['a', 'b', 'c']);
    expect(shelf).toEqual([]);
  });

  it('waits as long as the server asks, and lets nobody overtake', async () => {
    const { post, tried, pauses } = desk(['a', 'b'], [refused('too_fast'), stored]);
    await deliver(post);
    expect(tried).toEqual(['a', 'a', 'b']);
    expect(pauses).toEqual([700]);
  });

  it('sends the same key again when nobody knows what happened', async () => {
    const { post, tried } = desk(['a'], [refused('retry_same_key')]);
    await deliver(post);
    expect(tried).toEqual(['a', 'a']);
  });

  it('keeps everything when the line is lost', async () => {
    const { post, tried, shelf } = desk(['a', 'b'], [refused('connection_lost')]);
    await deliver(post);
    expect(tried).toEqual(['a']);
    expect(shelf.map((one) => one.key)).toEqual(['a', 'b']);
  });

  it('marks what was refused for good and goes on', async () => {
    const { post, tried, shelf } = desk(['a', 'b'], [refused('may_not_post')]);
    await deliver(post);
    expect(tried).toEqual(['a', 'b']);
    expect(shelf).toMatchObject([{ key: 'a', failure: { code: 'may_not_post' } }]);
  });

  it('gives a failing server a few tries, not endless ones', async () => {
    const { post, tried, shelf } = desk(
      ['a'],
      Array.from({ length: 9 }, () => refused('broken')),
    );
    await deliver(post);
    expect(tried).toHaveLength(5);
    expect(shelf[0]?.failure?.code).toBe('broken');
  });
});
