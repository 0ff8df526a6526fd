import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type State, UNOPENED } from '../store/state';
import { message, OLGA, row, started } from '../store/world';
import { burnSnapshot, readSnapshot, snapshotOwner, writeSnapshot } from './snapshot';

function reading(...conversations: number[]): State {
  const state = started(conversations.map((id) => row({ id })));
  const feed = () => ({ ...UNOPENED, status: 'ready' as const, messages: [message(5)] });
  return { ...state, feeds: Object.fromEntries(conversations.map((id) => [id, feed()])) };
}

beforeEach(burnSnapshot);

describe('the snapshot', () => {
  it('is the start state and the feeds of one person', async () => {
    await writeSnapshot(reading(12), 1);
    const snapshot = await readSnapshot();
    expect(snapshot?.start.me).toEqual(OLGA);
    expect(snapshot?.feeds).toMatchObject([{ conversation: 12, messages: [message(5)] }]);
    expect(await snapshotOwner()).toBe(OLGA.id);
  });

  it('keeps the twenty chats that changed last, and none that are not ours', async () => {
    const ids = Array.from({ length: 22 }, (_, index) => index + 1);
    await writeSnapshot(reading(...ids.slice(0, 2)), 1);
    await writeSnapshot(reading(...ids), 2);
    const kept = (await readSnapshot())?.feeds.map((feed) => feed.conversation) ?? [];
    expect(kept).toHaveLength(20);
    await writeSnapshot(reading(...kept.slice(0, 3)), 3);
    expect((await readSnapshot())?.feeds).toHaveLength(3);
  });

  it('is nothing before the first writing and after burning', async () => {
    expect(await readSnapshot()).toBeNull();
    await writeSnapshot(reading(12), 1);
    await burnSnapshot();
    expect(await readSnapshot()).toBeNull();
    expect(await snapshotOwner()).toBeNull();
  });

  it('of nobody is not written', async () => {
    await writeSnapshot({ ...reading(12), me: null }, 1);
    expect(await readSnapshot()).toBeNull();
  });
});
