import { describe, expect, it } from 'vitest';
import { daysOf } from '../select/feed';
import { type Feed, UNOPENED } from '../state';
import { IVAN, message, OLGA, PLAIN, page, row, started } from '../world';
import { applyFeedAtEnd, applyFeedLeft, applyFeedOpened, applyPage, applyPageFailed } from './feed';
import { merge } from './stretch';

const HOUR = 3_600_000;
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

describe('history', () => {
  const first = page(numbers(51, 100), 100);
  const long = () => started([row({ last_no: 100, read_no: 100, seq: 100, last: message(100) })]);
  const opened = () => applyPage(applyFeedOpened(long(), 12, true), 12, first, 'first');

  it('grows upwards until the lowest number this reader may see', () => {
    expect(opened().feeds[12]?.hasOlder).toBe(true);
    const whole = applyPage(opened(), 12, page(numbers(1, 50), 100), 'older');
    expect(whole.feeds[12]?.messages.map((one) => one.no)).toEqual(numbers(1, 100).map((one) => one.no));
    expect(whole.feeds[12]).toMatchObject({ hasOlder: false, hasNewer: false });
  });

  it('grows downwards until the newest, also when one came meanwhile', () => {
    const unread = started([row({ last_no: 100, read_no: 10, seq: 100, last: message(100) })]);
    const middle = applyFeedOpened(unread, 12, false);
    const shown = applyPage(middle, 12, page(numbers(1, 50), 100), 'first');
    expect(shown.feeds[12]).toMatchObject({ hasOlder: false, hasNewer: true, unreadAfter: 10 });
    expect(applyPage(shown, 12, first, 'newer').feeds[12]?.hasNewer).toBe(false);
    const later = { ...shown, rows: { 12: row({ last_no: 101 }) } };
    expect(applyPage(later, 12, first, 'newer').feeds[12]?.hasNewer).toBe(true);
  });

  it('says so only when there is nothing to read', () => {
    expect(applyPageFailed(applyFeedOpened(long(), 12, true), 12).feeds[12]?.status).toBe('failed');
    expect(applyPageFailed(opened(), 12).feeds[12]?.status).toBe('ready');
  });

  const grown = (from: number, to: number) => {
    const feed = { ...UNOPENED, status: 'ready' as const, messages: numbers(from, to), hasOlder: true };
    return { ...started([row({ last_no: to, read_no: to, seq: to, last: message(to) })]), feeds: { 12: feed } };
  };
  const span = (feed: Feed | undefined) => [feed?.messages[0]?.no, feed?.messages.at(-1)?.no, feed?.hasNewer];

  it('keeps what is around the place one left', () => {
    expect(span(applyFeedLeft(grown(1, 300), 12, null).feeds[12])).toEqual([241, 300, false]);
    expect(span(applyFeedLeft(grown(1, 300), 12, 100).feeds[12])).toEqual([40, 159, true]);
    expect(span(applyFeedLeft(grown(201, 300), 12, 210).feeds[12])).toEqual([201, 300, false]);
  });

  it('never holds more than a bounded stretch, in whichever direction one reads', () => {
    const up = applyPage(grown(401, 800), 12, page(numbers(351, 400), 800), 'older');
    expect(span(up.feeds[12])).toEqual([351, 750, true]);
    const down = applyPage(up, 12, page(numbers(751, 800), 800), 'newer');
    expect(span(down.feeds[12])).toEqual([401, 800, false]);
    expect(down.feeds[12]?.hasOlder).toBe(true);
  });

  it('at the end of a busy chat lets go of what went by', () => {
    expect(span(applyFeedAtEnd(grown(1, 440), 12).feeds[12])).toEqual([1, 440, false]);
    expect(span(applyFeedAtEnd(grown(1, 451), 12).feeds[12])).toEqual([52, 451, false]);
  });

  it('ends at a page without messages: the rest is hidden', () => {
    const top = applyPage(opened(), 12, page([], 100), 'older');
    expect(top.feeds[12]?.hasOlder).toBe(false);
    const bottom = applyPage(up(), 12, page([], 100), 'newer');
    expect(bottom.feeds[12]?.hasNewer).toBe(false);
  });

  const up = () => {
    const state = opened();
    const feed = state.feeds[12] ?? UNOPENED;
    return { ...state, feeds: { 12: { ...feed, messages: numbers(51, 98), hasNewer: true } } };
  };

  it('jumps: another stretch takes the place of the loaded one', () => {
    const state = applyPage(opened(), 12, page(numbers(10, 40), 100), 'instead');
    expect(span(state.feeds[12])).toEqual([10, 40, true]);
    expect(state.feeds[12]?.hasOlder).toBe(true);
  });

  it('of two versions of a message keeps the later', () => {
    expect(merge([message(1, { seq: 5 })], [message(1, { seq: 4, text: 'earlier' })])[0]?.text).toBe('№ 1');
    expect(merge([message(1, { seq: 5 })], [message(1, { seq: 6, text: 'later' })])[0]?.text).toBe('later');
  });
});

describe('lines', () => {
  const noon = new Date(2026, 8, 14, 12).getTime();
  const feedOf = (messages: ReturnType<typeof message>[], unreadAfter: number | null = null) => ({
    ...PLAIN,
    feed: { ...UNOPENED, messages, status: 'ready' as const, unreadAfter },
  });
  const lines = (...args: Parameters<typeof feedOf>) =>
    daysOf(feedOf(...args)).flatMap((day) => day.blocks.flatMap((block) => block.lines));

  it('are grouped by author within five minutes', () => {
    const four = [
      message(1, { at: noon }),
      message(2, { at: noon + 60_000 }),
      message(3, { at: noon + 10 * 60_000 }),
      message(4, { at: noon + 11 * 60_000, by: OLGA.id }),
    ];
    expect(lines(four).map((line) => [line.isGrouped, line.isLast])).toEqual([
      [false, false],
      [true, true],
      [false, true],
      [false, true],
    ]);
  });

  it('about the chat stand alone', () => {
    const service = { what: 'renamed', title: '4 А' } as const;
    const three = [message(1), message(2, { service, by: OLGA.id }), message(3)];
    const all = lines(three.map((one) => ({ ...one, at: noon })));
    expect(all.map((line) => [line.isService, line.isOwn, line.isGrouped])).toEqual([
      [false, false, false],
      [true, false, false],
      [false, false, false],
    ]);
  });

  it('leave out what is hidden, and know what is important', () => {
    const source = { ...feedOf([message(1), message(2), message(3)]), hidden: { 2: true }, marks: { 3: true } };
    const all = daysOf(source).flatMap((day) => day.blocks.flatMap((block) => block.lines));
    expect(all.map((line) => [line.no, line.isImportant])).toEqual([
      [1, false],
      [3, true],
    ]);
  });

  it('are cut into days, and a group ends with its day', () => {
    const evening = new Date(2026, 8, 14, 23, 59).getTime();
    const days = daysOf(feedOf([message(1, { at: evening }), message(2, { at: evening + 90_000 })]));
    expect(days).toHaveLength(2);
    expect(days[1]?.blocks[0]?.lines[0]?.isGrouped).toBe(false);
  });

  it('carry the unread line once, before the first of somebody else', () => {
    const three = [message(1), message(2, { by: OLGA.id }), message(3), message(4)];
    expect(lines(three, 1).map((line) => line.hasUnreadLine)).toEqual([false, false, true, false]);
  });

  it('of mine have one tick when stored and two when read', () => {
    const own = [2, 3].map((no) => message(no, { by: OLGA.id }));
    expect(lines([message(1, { by: IVAN }), ...own]).map((line) => line.delivery)).toEqual([null, 'read', 'sent']);
  });

  it('stay in their blocks when older pages come', () => {
    const keys = (from: number) =>
      daysOf(
        feedOf(Array.from({ length: 100 - from + 1 }, (_, index) => message(from + index, { at: noon + HOUR / 10 }))),
      )
        .flatMap((day) => day.blocks)
        .map((block) => block.key);
    expect(keys(1)).toEqual(expect.arrayContaining(keys(40)));
  });
});
