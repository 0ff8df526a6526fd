import { describe, expect, it } from 'vitest';
import { daysOf } from '../select/feed';
import { IVAN, message, OLGA, row, started } from '../world';
import { applyFeedLeft, applyFeedOpened, applyPage, applyPageFailed } from './feed';
import { merge } from './message';

const HOUR = 3_600_000;
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

describe('history', () => {
  const first = { messages: numbers(51, 100), first_no: 1, last_no: 100 };
  const long = () => started([row({ last_no: 100, read_no: 100, seq: 100, last: message(100) })]);
  const opened = () => applyPage(applyFeedOpened(long(), 12, true), 12, first, 'first');

  it('grows upwards until the lowest number this reader may see', () => {
    expect(opened().feeds[12]?.hasOlder).toBe(true);
    const whole = applyPage(opened(), 12, { messages: numbers(1, 50), first_no: 1, last_no: 100 }, 'older');
    expect(whole.feeds[12]?.messages.map((one) => one.no)).toEqual(numbers(1, 100).map((one) => one.no));
    expect(whole.feeds[12]).toMatchObject({ hasOlder: false, hasNewer: false });
  });

  it('grows downwards until the newest, also when one came meanwhile', () => {
    const unread = started([row({ last_no: 100, read_no: 10, seq: 100, last: message(100) })]);
    const middle = applyFeedOpened(unread, 12, false);
    const page = { messages: numbers(1, 50), first_no: 1, last_no: 100 };
    const shown = applyPage(middle, 12, page, 'first');
    expect(shown.feeds[12]).toMatchObject({ hasOlder: false, hasNewer: true, unreadAfter: 10 });
    expect(applyPage(shown, 12, first, 'newer').feeds[12]?.hasNewer).toBe(false);
    const later = { ...shown, rows: { 12: row({ last_no: 101 }) } };
    expect(applyPage(later, 12, first, 'newer').feeds[12]?.hasNewer).toBe(true);
  });

  it('says so only when there is nothing to read', () => {
    expect(applyPageFailed(applyFeedOpened(long(), 12, true), 12).feeds[12]?.status).toBe('failed');
    expect(applyPageFailed(opened(), 12).feeds[12]?.status).toBe('ready');
  });

  it('keeps a bounded end in memory after leaving', () => {
    const whole = applyPage(opened(), 12, { messages: numbers(1, 50), first_no: 1, last_no: 100 }, 'older');
    const grown = { ...whole.feeds[12], messages: numbers(1, 300) };
    const left = applyFeedLeft({ ...whole, feeds: { 12: grown as NonNullable<(typeof whole.feeds)[12]> } }, 12);
    expect(left.feeds[12]?.messages).toHaveLength(100);
    expect(left.feeds[12]?.hasOlder).toBe(true);
  });

  it('of two versions of a message keeps the later', () => {
    expect(merge([message(1, { seq: 5 })], [message(1, { seq: 4, text: 'earlier' })])[0]?.text).toBe('№ 1');
    expect(merge([message(1, { seq: 5 })], [message(1, { seq: 6, text: 'later' })])[0]?.text).toBe('later');
  });
});

describe('lines', () => {
  const noon = new Date(2026, 8, 14, 12).getTime();
  const feedOf = (messages: ReturnType<typeof message>[], unreadAfter: number | null = null) => ({
    feed: { messages, status: 'ready' as const, hasOlder: false, hasNewer: false, unreadAfter },
    unsent: [],
    me: OLGA,
    othersReadNo: 2,
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
