import { describe, expect, it } from 'vitest';
import { daysOf } from '../select/feed';
import type { State } from '../state';
import { letter, message, OLGA, PLAIN, page, started } from '../world';
import { applyEvent } from './event';
import { applyFeedOpened, applyPage } from './feed';
import { applyFailed, applyStored, applyUnsent, applyUnsentKept } from './unsent';

const opened = () => applyPage(applyFeedOpened(started(), 12, true), 12, page([message(4), message(5)], 5), 'first');

function shown(state: State): string[] {
  const feed = state.feeds[12];
  if (!feed) return [];
  const days = daysOf({ ...PLAIN, feed, unsent: state.unsent, othersReadNo: state.rows[12]?.others_read_no ?? 0 });
  return days
    .flatMap((day) => day.blocks)
    .flatMap((block) => block.lines.map((line) => `${line.key} ${line.delivery}`));
}

describe('an echo', () => {
  it('appears at the end at once', () => {
    expect(shown(applyUnsent(opened(), letter('mine'))).at(-1)).toBe('mine sending');
  });

  it('becomes the message by the answer, and the event adds nothing', () => {
    const stored = applyStored(applyUnsent(opened(), letter('mine')), letter('mine'), { no: 6, seq: 6, at: 360_000 });
    expect(shown(stored)).toEqual(['key-4 null', 'key-5 null', 'mine sent']);
    const own = message(6, { by: OLGA.id, key: 'mine' });
    expect(shown(applyEvent(stored, { on: 'message.sent', topic: 'c12', ...own }, 0))).toEqual(shown(stored));
  });

  it('brings what it carries: what it answers, whom it names, whose words it passes on', () => {
    const reply = { no: 4, by: 8, name: 'Иван Ли', text: '№ 4', deleted: false };
    const forwarded = { by: 9, name: 'Анна Ким', at: 1 };
    const carrying = letter('mine', {
      reply,
      mentions: [[0, 2, 8]],
      forward: { conversation: 13, no: 2, forwarded },
    });
    const ok = { no: 6, seq: 6, at: 360_000 };
    const stored = applyStored(applyUnsent(opened(), carrying), carrying, ok);
    expect(stored.feeds[12]?.messages.at(-1)).toMatchObject({ no: 6, reply, mentions: [[0, 2, 8]], forwarded });
    // The server knew more: its event, which came first, stays.
    const told = message(6, { by: OLGA.id, key: 'mine', reply, pinned: 7 });
    const heard = applyEvent(applyUnsent(opened(), carrying), { on: 'message.sent', topic: 'c12', ...told }, 0);
    expect(applyStored(heard, carrying, ok).feeds[12]?.messages.at(-1)?.pinned).toBe(7);
  });

  it('is not shown beside its message when an answer was lost and the tab reloaded', () => {
    const own = message(5, { by: OLGA.id, key: 'mine' });
    const before = applyUnsentKept(started(), [letter('mine')]);
    const loaded = applyPage(applyFeedOpened(before, 12, true), 12, page([own], 5), 'first');
    expect(loaded.unsent).toEqual([]);
    expect(applyUnsentKept(loaded, [letter('mine')]).unsent).toEqual([]);
  });

  it('keeps the order of writing when an earlier visit left some', () => {
    const written = applyUnsent(started(), letter('third'));
    const state = applyUnsentKept(written, [letter('first'), letter('second')]);
    expect(state.unsent.map((one) => one.key)).toEqual(['first', 'second', 'third']);
  });

  it('that was refused stays, with the reason', () => {
    const refused = applyFailed(applyUnsent(opened(), letter('mine')), 'mine', {
      code: 'may_not_post',
      message: 'Нет.',
    });
    expect(shown(refused).at(-1)).toBe('mine failed');
  });
});
