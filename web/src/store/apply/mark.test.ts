import { describe, expect, it } from 'vitest';
import type { DurableEvent } from '../../live/events.gen';
import { daysOf } from '../select/feed';
import type { State } from '../state';
import { message, PLAIN, page, row, started } from '../world';
import { applyEvent } from './event';
import { applyFeedOpened, applyPage, applyPins } from './feed';
import { applySync } from './sync';

const five = [1, 2, 3, 4, 5].map((no) => message(no));
const opened = (messages = five) => applyPage(applyFeedOpened(started(), 12, true), 12, page(messages, 5), 'first');

function marked(no: number, over: Partial<Extract<DurableEvent, { on: 'message.marked' }>> = {}): DurableEvent {
  const plain = { conversation: 12, important: false, hidden: false, last: null };
  return { on: 'message.marked', topic: 'p7', seq: 21, no, ...plain, ...over };
}

const changed = (no: number, over = {}): DurableEvent => ({
  on: 'message.changed',
  topic: 'c12',
  ...message(no, over),
});

function shown(state: State): number[] {
  const feed = state.feeds[12];
  if (!feed) return [];
  const days = daysOf({ ...PLAIN, feed, hidden: state.hidden[12], marks: state.marks[12] });
  return days.flatMap((day) => day.blocks.flatMap((block) => block.lines.map((line) => line.no ?? 0)));
}

describe('a message deleted for oneself', () => {
  it('leaves the screen and the row, and comes back by undo', () => {
    const gone = applyEvent(opened(), marked(5, { hidden: true, last: message(4) }), 0);
    expect(shown(gone)).toEqual([1, 2, 3, 4]);
    expect(gone.rows[12]?.last?.no).toBe(4);
    const back = applyEvent(gone, marked(5, { seq: 22, last: message(5) }), 0);
    expect(shown(back)).toEqual([1, 2, 3, 4, 5]);
    expect(back.rows[12]?.last?.no).toBe(5);
  });

  it('that was told of before the message itself is never shown', () => {
    const told = applyEvent(opened(), marked(6, { hidden: true, last: message(5) }), 0);
    const state = applyEvent(told, { on: 'message.sent', topic: 'c12', ...message(6) }, 0);
    expect(shown(state)).toEqual([1, 2, 3, 4, 5]);
    expect(state.rows[12]).toMatchObject({ last_no: 6, last: { no: 5 } });
  });

  it('that was hidden when its page was made makes the feed load afresh when it comes back', () => {
    const without = opened(five.filter(({ no }) => no !== 3));
    expect(applyEvent(without, marked(3), 0).feeds[12]).toBeUndefined();
    expect(applyEvent(without, marked(4, { important: true }), 0).feeds[12]).toBeDefined();
  });

  it('that may have changed unheard of is loaded afresh when it comes back', () => {
    const gone = applyEvent(opened(), marked(3, { hidden: true }), 0);
    const synced = applySync(gone, { c12: { events: [], head: 9 } });
    expect(applyEvent(synced, marked(3, { seq: 22 }), 0).feeds[12]).toBeUndefined();
  });
});

describe('marks', () => {
  it('of a page fill in what no event has told', () => {
    const told = applyEvent(started(), marked(4), 0);
    const first = page(five, 5, { important: [2, 4] });
    const state = applyPage(applyFeedOpened(told, 12, true), 12, first, 'first');
    expect(state.marks[12]).toEqual({ 2: true, 4: false });
  });

  it('start afresh with the own stream', () => {
    const told = applyEvent(opened(), marked(4, { important: true }), 0);
    const state = applySync(told, { p7: { reset: true } });
    expect([state.marks, state.hidden, state.feeds]).toEqual([{}, {}, {}]);
  });
});

describe('a message that changed', () => {
  it('stays where it is, and an earlier form changes nothing', () => {
    const edited = applyEvent(opened(), changed(3, { seq: 7, text: 'new', edited: 9 }), 0);
    const late = applyEvent(edited, { on: 'message.sent', topic: 'c12', ...message(3, { seq: 6, text: 'old' }) }, 0);
    expect(late.feeds[12]?.messages[2]).toMatchObject({ no: 3, text: 'new', edited: 9 });
    expect(late.rows[12]).toMatchObject({ last_no: 5, last: { no: 5 } });
  });

  it('is not added where it is not loaded, but a page that comes later is not believed', () => {
    const loading = applyEvent(applyFeedOpened(started(), 12, true), changed(4, { seq: 6, text: 'new' }), 0);
    expect(loading.feeds[12]?.messages).toEqual([]);
    const state = applyPage(loading, 12, page(five, 5), 'first');
    expect(state.feeds[12]?.messages.map(({ text }) => text)).toEqual(['№ 1', '№ 2', '№ 3', 'new', '№ 5']);
  });

  it('is told to those who quote it', () => {
    const quote = { no: 2, by: 8, name: 'Иван Ли', text: '№ 2' };
    const with5 = opened([...five.slice(0, 4), message(5, { reply: quote })]);
    const edited = applyEvent(with5, changed(2, { seq: 6, text: 'я'.repeat(200) }), 0);
    expect(edited.feeds[12]?.messages[4]?.reply?.text).toHaveLength(140);
    const deleted = applyEvent(edited, changed(2, { seq: 7, text: '', deleted: true }), 0);
    expect(deleted.feeds[12]?.messages[4]?.reply).toMatchObject({ text: '', deleted: true });
  });

  it('is the last one of its row, when it is', () => {
    expect(applyEvent(opened(), changed(5, { seq: 6, text: 'new' }), 0).rows[12]?.last?.text).toBe('new');
  });

  it('names me: the row knows', () => {
    const named = applyEvent(opened(), changed(4, { seq: 6, mentions: [[0, 3, 7]] }), 0);
    expect(named.rows[12]?.mention_no).toBe(4);
    const all = { on: 'message.sent', topic: 'c12', ...message(6, { seq: 7, mentions: [[0, 4, 0]] }) } as const;
    expect(applyEvent(named, all, 0).rows[12]?.mention_no).toBe(6);
  });
});

describe('pins', () => {
  it('are known once asked, the last pinned first', () => {
    const asked = applyPins(opened(), 12, [message(2, { pinned: 50 }), message(1, { pinned: 40 })]);
    const pinned = applyEvent(asked, changed(4, { seq: 6, pinned: 60 }), 0);
    expect(pinned.feeds[12]?.pins?.map(({ no }) => no)).toEqual([4, 2, 1]);
    const unpinned = applyEvent(pinned, changed(2, { seq: 7 }), 0);
    expect(unpinned.feeds[12]?.pins?.map(({ no }) => no)).toEqual([4, 1]);
  });

  it('are not asked for by a change', () => {
    expect(applyEvent(opened(), changed(4, { seq: 6, pinned: 60 }), 0).feeds[12]?.pins).toBeNull();
    expect(applyEvent(started([row()]), changed(4, { seq: 6, pinned: 60 }), 0).feeds[12]).toBeUndefined();
  });
});
