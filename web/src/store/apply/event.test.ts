import { describe, expect, it } from 'vitest';
import type { DurableEvent } from '../../live/events.gen';
import { callOf, unreadCount } from '../select/rows';
import type { State } from '../state';
import { IVAN, letter, message, OLGA, page, row, started } from '../world';
import { applyEvent } from './event';
import { applyFeedOpened, applyPage } from './feed';
import { placeOf } from './order';
import { applyUnsent } from './unsent';

const sent = (no: number, over = {}): DurableEvent => ({ on: 'message.sent', topic: 'c12', ...message(no, over) });

function opened(state: State = started()): State {
  const loading = applyFeedOpened(state, 12, true);
  return applyPage(loading, 12, page([message(4), message(5)], 5), 'first');
}

const texts = (state: State) => state.feeds[12]?.messages.map((one) => one.no);

describe('a message that was sent', () => {
  it('stands in the feed, in the row, and counts as unread', () => {
    const state = applyEvent(opened(), sent(6), 0);
    expect(texts(state)).toEqual([4, 5, 6]);
    expect(state.rows[12]?.last?.no).toBe(6);
    expect(unreadCount(state.rows[12] ?? row())).toBe(3);
    expect(state.topics.c12).toBe(6);
  });

  it('of my own moves my read mark', () => {
    const state = applyEvent(opened(), sent(6, { by: OLGA.id }), 0);
    expect(unreadCount(state.rows[12] ?? row())).toBe(0);
  });

  it('that came twice is shown once', () => {
    const once = applyEvent(opened(), sent(6), 0);
    expect(placeOf(once, { topic: 'c12', seq: 6 })).toBe('seen');
    expect(texts(applyEvent(once, sent(6), 0))).toEqual([4, 5, 6]);
  });

  it('takes the place of its echo', () => {
    const state = applyUnsent(opened(), letter('mine'));
    expect(applyEvent(state, sent(6, { by: OLGA.id, key: 'mine' }), 0).unsent).toEqual([]);
  });

  it('ends the typing of its author', () => {
    const typing = applyEvent(opened(), { on: 'typing', topic: 'c12', by: IVAN, name: 'Иван Ли' }, 0);
    expect(typing.typists[12]).toHaveLength(1);
    expect(applyEvent(typing, sent(6), 0).typists[12]).toEqual([]);
  });

  it('is not put behind a stretch that ends in the past', () => {
    const far = applyFeedOpened(started([row({ last_no: 90, seq: 90, last: message(90) })]), 12, false);
    const state = applyEvent(applyPage(far, 12, page([message(4), message(5)], 90), 'first'), sent(91), 0);
    expect(texts(state)).toEqual([4, 5]);
    expect(state.rows[12]?.last_no).toBe(91);
    expect(state.feeds[12]?.hasNewer).toBe(true);
  });
});

describe('the place of an event', () => {
  it.each([
    ['next', 6],
    ['seen', 5],
    ['gap', 7],
  ])('is %s at seq %i', (place, seq) => {
    expect(placeOf(started(), { topic: 'c12', seq })).toBe(place);
  });

  it('in a chat that is not ours is strange: its row may be on its way', () => {
    expect(placeOf(started(), { topic: 'c99', seq: 4 })).toBe('strange');
  });
});

describe('memberships', () => {
  it('joining brings the row and its topic', () => {
    const joined = row({ id: 13, title: 'Учительская', seq: 40 });
    const state = applyEvent(started(), { on: 'membership.changed', topic: 'p7', seq: 21, row: joined }, 0);
    expect(state.rows[13]?.title).toBe('Учительская');
    expect(state.topics).toEqual({ c12: 5, c13: 40, p7: 21 });
  });

  it('a changed row does not jump over messages that a loaded feed still awaits', () => {
    const ahead = row({ seq: 8, last_no: 8, last: message(8), may_post: false });
    const state = applyEvent(opened(), { on: 'membership.changed', topic: 'p7', seq: 21, row: ahead }, 0);
    expect(state.topics.c12).toBe(5);
    expect(state.rows[12]?.may_post).toBe(false);
  });

  it('a changed row never moves marks back', () => {
    const late = row({ read_no: 1, last_no: 4, last: message(4), others_read_no: 0, seq: 4 });
    const state = applyEvent(started(), { on: 'membership.changed', topic: 'p7', seq: 21, row: late }, 0);
    expect(state.rows[12]).toMatchObject({ read_no: 3, last_no: 5, others_read_no: 2 });
    expect(state.topics.c12).toBe(5);
  });

  it('a row that is behind takes no call back', () => {
    const brief = {
      id: 1,
      media: 'video',
      by: IVAN,
      name: 'Иван',
      at: 0,
      ring_until: 0,
      count: 1,
      rings: null,
    } as const;
    const { title, member_count, picture, abilities } = row();
    const changed = { title, member_count, picture, abilities, call: brief };
    const begun = applyEvent(started(), { on: 'conversation.changed', topic: 'c12', seq: 6, ...changed }, 0);
    expect(callOf(begun, 12)).toEqual(brief);
    const late = applyEvent(begun, { on: 'membership.changed', topic: 'p7', seq: 21, row: row({ seq: 5 }) }, 0);
    expect(callOf(late, 12)).toEqual(brief);
    const over = applyEvent(late, { on: 'membership.changed', topic: 'p7', seq: 22, row: row({ seq: 7 }) }, 0);
    expect(callOf(over, 12)).toBeNull();
  });

  it('another stay drops the feed of the one before', () => {
    const again = row({ from_no: 6, seq: 8, last_no: 5 });
    const state = applyEvent(opened(), { on: 'membership.changed', topic: 'p7', seq: 21, row: again }, 0);
    expect(state.feeds[12]).toBeUndefined();
    expect(state.rows[12]?.from_no).toBe(6);
    expect(state.topics.c12).toBe(8);
  });

  it('leaving takes everything of the chat away and says why', () => {
    const ended = { conversation: 12, title: '3 А', why: 'Вы перешли в 3 Б.' };
    const state = applyEvent(opened(), { on: 'membership.ended', topic: 'p7', seq: 21, ...ended }, 0);
    expect(state.rows[12]).toBeUndefined();
    expect(state.feeds[12]).toBeUndefined();
    expect(state.topics).toEqual({ p7: 21 });
    expect(state.departures).toEqual([ended]);
  });

  it('coming back takes the sentence away', () => {
    const ended = { conversation: 12, title: '3 А', why: 'Вы перешли в 3 Б.' };
    const left = applyEvent(started(), { on: 'membership.ended', topic: 'p7', seq: 21, ...ended }, 0);
    const back = applyEvent(left, { on: 'membership.changed', topic: 'p7', seq: 22, row: row() }, 0);
    expect(back.departures).toEqual([]);
  });
});

describe('read marks', () => {
  it('of mine come from other tabs and only grow', () => {
    const read = { on: 'conversation.read', topic: 'p7', seq: 21, conversation: 12, no: 5 } as const;
    const state = applyEvent(started(), read, 0);
    expect(unreadCount(state.rows[12] ?? row())).toBe(0);
    expect(applyEvent(state, { ...read, seq: 22, no: 1 }, 0).rows[12]?.read_no).toBe(5);
  });

  it('of the others leave mine out', () => {
    const marks: [number, number][] = [
      [OLGA.id, 5],
      [IVAN, 4],
    ];
    const state = applyEvent(started(), { on: 'conversation.read_by', topic: 'c12', marks }, 0);
    expect(state.rows[12]?.others_read_no).toBe(4);
  });

  it('a newcomer has nothing unread from before', () => {
    expect(unreadCount(row({ read_no: 0, from_no: 6, last_no: 5 }))).toBe(0);
    expect(unreadCount(row({ read_no: 0, from_no: 6, last_no: 7 }))).toBe(2);
  });
});

describe('a changed title', () => {
  it('is none of a chat of two, which bears the name of the other one', () => {
    const before = started([row({ kind: 'direct', title: 'Иван Ли' })]);
    const changed = { title: '', member_count: 2, picture: null, abilities: [], call: null };
    const state = applyEvent(before, { on: 'conversation.changed', topic: 'c12', seq: 6, ...changed }, 0);
    expect(state.rows[12]?.title).toBe('Иван Ли');
  });

  it('renames the row and makes the roll stale', () => {
    const before = {
      ...started(),
      rolls: { 12: { members: { members: [], me_reasons: [], excluded: [] }, isStale: false } },
    };
    const changed = {
      on: 'conversation.changed',
      topic: 'c12',
      seq: 6,
      title: '4 А',
      member_count: 28,
      picture: null,
      abilities: [],
      call: null,
    } satisfies DurableEvent;
    const state = applyEvent(before, changed, 0);
    expect(state.rows[12]).toMatchObject({ title: '4 А', member_count: 28 });
    expect(state.rolls[12]?.isStale).toBe(true);
  });
});
