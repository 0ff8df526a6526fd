import { describe, expect, it } from 'vitest';
import type { Start } from '../../api/shapes';
import { shelvedFeed, shelvedStart } from '../select/shelved';
import { emptyState, type State, UNOPENED } from '../state';
import { message, row, started } from '../world';
import { applyEvent } from './event';
import { applyShelved } from './shelved';

const many = Array.from({ length: 130 }, (_, index) => message(index + 1));

function reading(messages = [message(4), message(5)], over = {}): State {
  const state = started([row({ last_no: 130, seq: 130, last: message(130) }), row({ id: 13, title: 'Учительская' })]);
  return { ...state, feeds: { 12: { ...UNOPENED, status: 'ready', messages, ...over } } };
}

function again(state: State): State {
  const feed = shelvedFeed(state, 12);
  return applyShelved(emptyState, shelvedStart(state, 0) as Start, feed ? [feed] : []);
}

describe('what is kept', () => {
  it('comes back as the list and the newest hundred messages', () => {
    const state = again(reading(many));
    expect(state.account).toBe('signed_in');
    expect(Object.keys(state.rows)).toEqual(['12', '13']);
    expect(state.feeds[12]?.messages).toEqual(many.slice(-100));
    expect(state.feeds[12]).toMatchObject({ status: 'ready', hasOlder: true, hasNewer: false });
    expect(state.feeds[13]).toBeUndefined();
  });

  it('leaves out what the person hid, and a stretch that ends in the past', () => {
    expect(again({ ...reading(), hidden: { 12: { 4: true } } }).feeds[12]?.messages).toEqual([message(5)]);
    expect(again(reading([message(4)], { hasNewer: true })).feeds[12]).toBeUndefined();
  });

  it('of another stay is not shown', () => {
    const kept = shelvedFeed(reading(), 12);
    const start = shelvedStart(started([row({ from_no: 3 })]), 0) as Start;
    expect(applyShelved(emptyState, start, kept ? [kept] : []).feeds).toEqual({});
  });

  it('of nobody is nothing', () => {
    expect(shelvedStart(emptyState, 0)).toBeNull();
    expect(shelvedFeed(emptyState, 12)).toBeNull();
  });
});

describe('positions', () => {
  it('go back to the older part, so that sync fills the hole between the two', () => {
    const early = reading(many.slice(0, 120));
    const kept = shelvedFeed({ ...early, topics: { ...early.topics, c12: 120, p7: 11 } }, 12);
    const late = shelvedStart(reading(), 0) as Start;
    const state = applyShelved(emptyState, late, kept ? [kept] : []);
    expect(state.topics).toMatchObject({ c12: 120, p7: 11, c13: 5 });
    const healed = many
      .slice(120)
      .reduce((after, one) => applyEvent(after, { on: 'message.sent', topic: 'c12', ...one }, 0), state);
    expect(healed.feeds[12]?.messages.at(-1)?.no).toBe(130);
    expect(healed.topics.c12).toBe(130);
  });
});
