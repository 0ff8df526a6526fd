import { describe, expect, it } from 'vitest';
import { behind, strangers } from '../select/topics';
import { message, page, row, start, started } from '../world';
import { applyFeedOpened, applyPage } from './feed';
import { applyStart } from './start';
import { applySync, needsReload } from './sync';

describe('sync', () => {
  it('asks exactly for what is behind', () => {
    expect(behind(started(), { p7: 20, c12: 9, c99: 4 })).toEqual({ c12: 5 });
  });

  it('applies what changed and goes on from the head, over holes', () => {
    const events = [{ on: 'message.sent' as const, topic: 'c12', ...message(6, { seq: 8 }) }];
    const state = applySync(started(), { c12: { events, head: 9 } });
    expect(state.rows[12]?.last_no).toBe(6);
    expect(state.topics.c12).toBe(9);
  });

  it('repeats nothing when an event and the answer cross', () => {
    const events = [message(5), message(6)].map((one) => ({ on: 'message.sent' as const, topic: 'c12', ...one }));
    const opened = applyPage(applyFeedOpened(started(), 12, true), 12, page([message(5)], 5), 'first');
    const state = applySync(opened, { c12: { events, head: 6 } });
    expect(state.feeds[12]?.messages.map((one) => one.no)).toEqual([5, 6]);
  });

  it('takes a conversation away that one has no right to', () => {
    const state = applySync(started(), { c12: { gone: true } });
    expect(state.rows[12]).toBeUndefined();
    expect(behind(state, { c12: 9 })).toEqual({});
  });

  it('loads a conversation afresh after a reset, with the seq of the start state', () => {
    const opened = applyPage(applyFeedOpened(started(), 12, true), 12, page([message(5)], 5), 'first');
    const answer = { c12: { reset: true } };
    expect(needsReload(answer)).toBe(true);
    const reset = applySync(opened, answer);
    const state = applyStart(reset, start([row({ seq: 900, last_no: 800, last: message(800) })]));
    expect(state.feeds[12]).toBeUndefined();
    expect(state.topics.c12).toBe(900);
    expect(state.resets.size).toBe(0);
  });

  it('notices topics that only one side knows', () => {
    expect(strangers(started(), { p7: 20, c12: 5 })).toBe(false);
    expect(strangers(started(), { p7: 20, c12: 5, c13: 1 })).toBe(true);
    expect(strangers(started(), { p7: 20 })).toBe(true);
  });
});

describe('a later start state', () => {
  it('takes away what it no longer names', () => {
    expect(applyStart(started(), start([])).rows).toEqual({});
  });

  it('does not jump over messages that a loaded feed awaits', () => {
    const opened = applyPage(applyFeedOpened(started(), 12, true), 12, page([message(5)], 5), 'first');
    const state = applyStart(opened, start([row({ seq: 9, last_no: 9, last: message(9) })]));
    expect(state.topics.c12).toBe(5);
  });
});
