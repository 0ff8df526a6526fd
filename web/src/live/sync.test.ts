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

  it.each([
    ['the server was asked too fast', { error: { code: 'too_fast', message: '', retry_after_ms: 3_000 } }],
    ['the large answer could not be had by HTTP', { ok: { topics: {}, by_http: ['c12'] } }],
  ])('asks again after a pause when %s', async (_why, refusal) => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', async () => Response.error());
    vi.stubGlobal('document', { documentElement: { lang: 'ru' }, cookie: '' });
    change(() => started());
    const missed = [6, 7].map((no) => ({ on: 'message.sent', topic: 'c12', ...message(no) }));
    const whole = { ok: { topics: { c12: { events: missed, head: 7 } }, by_http: [] } };
    const ask = vi.fn().mockResolvedValueOnce(refusal).mockResolvedValue(whole);
    const gaps = openGaps(ask as never, async () => true);
    gaps.note('c12', 7);
    await vi.advanceTimersByTimeAsync(50);
    expect(read().topics.c12).toBe(5);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(read().topics.c12).toBe(7);
    expect(ask).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('a lost line is left to the next hello', async () => {
    vi.useFakeTimers();
    change(() => started());
    const ask = vi.fn(async () => ({ error: { code: 'connection_lost', message: '' } }));
    openGaps(ask as never, async () => true).note('c12', 7);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});
