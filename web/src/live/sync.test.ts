import { describe, expect, it, vi } from 'vitest';
import { applyEvent } from '../store/apply/event';
import { change, read } from '../store/store';
import { message, row, started } from '../store/world';
import { openGaps } from './sync';

describe('gaps', () => {
  it('a message that came before the row of its chat is asked for once the row is here', async () => {
    change(() => started());
    const missed = { on: 'message.sent', topic: 'c13', ...message(41, { seq: 41 }) };
    const ask = vi.fn(async () => ({ ok: { topics: { c13: { events: [missed], head: 41 } }, by_http: [] } }));
    const gaps = openGaps(ask as never, async () => true);
    gaps.note('c13', 41);
    expect(ask).not.toHaveBeenCalled();
    change(applyEvent, { on: 'membership.changed', topic: 'p7', seq: 21, row: row({ id: 13, seq: 40 }) }, 0);
    gaps.settle();
    await vi.waitFor(() => expect(read().topics.c13).toBe(41));
    expect(ask).toHaveBeenCalledExactlyOnceWith('sync', { topics: { c13: 40 } });
  });
});
