import { describe, expect, it } from 'vitest';
import { applyPersonal, applyPinned } from '../apply/personal';
import { letter, message, row, started } from '../world';
import {
  archivedNoStaying,
  FOREVER,
  filtered,
  isArchived,
  isMentioned,
  isMuted,
  isUnread,
  orderedRows,
  pinnedIds,
  unreadChats,
  waitingBy,
} from './rows';

const read = { read_no: 5 };
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id);

describe('the order of the list', () => {
  const at = (id: number, minute: number, over = {}) => row({ id, title: `${id}`, last: message(minute), ...over });

  it('has the pinned on top in their own order, then the newest', () => {
    const { rows } = started([at(1, 10), at(2, 30), at(3, 5, { pin: 2 }), at(4, 1, { pin: 1 }), at(5, 20)]);
    expect(ids(orderedRows(rows, []))).toEqual([4, 3, 2, 5, 1]);
  });

  it('counts what is still on its way, and puts silent chats last by title', () => {
    const { rows } = started([at(1, 10), at(2, 30), row({ id: 3, title: 'Б', last: null })]);
    const silent = { ...rows, 4: row({ id: 4, title: 'А', last: null }) };
    expect(ids(orderedRows(silent, [letter('new', { conversation: 1, at: 99e9 })]))).toEqual([1, 2, 4, 3]);
  });

  it('changes with what is pinned, and forgets what is not', () => {
    const state = applyPinned(started([at(1, 1), at(2, 2, { pin: 1 }), at(3, 3)]), [3, 1]);
    expect(pinnedIds(state.rows)).toEqual([3, 1]);
    expect(state.rows[2]?.pin).toBe(0);
  });
});

describe('a chat waits', () => {
  it('when something is unread or it is marked by hand', () => {
    expect(isUnread(row())).toBe(true);
    expect(isUnread(row(read))).toBe(false);
    expect(isUnread(row({ ...read, unread: true }))).toBe(true);
  });

  it('with an @ only while the naming message is unread', () => {
    expect(isMentioned(row({ mention_no: 4 }))).toBe(true);
    expect(isMentioned(row({ mention_no: 3 }))).toBe(false);
    expect(isMentioned(row({ read_no: 0, mention_no: 4, from_no: 5 }))).toBe(false);
  });

  it('is muted until a moment, or until turned on', () => {
    expect(isMuted(row({ muted_until: 1000 }), 999)).toBe(true);
    expect(isMuted(row({ muted_until: 1000 }), 1000)).toBe(false);
    expect(isMuted(row({ muted_until: FOREVER }))).toBe(true);
    expect(isMuted(row())).toBe(false);
  });

  it('leaves the archive by a new message, unless it is muted', () => {
    expect(isArchived(row({ archived_no: 5 }))).toBe(true);
    expect(isArchived(row({ archived_no: 4 }))).toBe(false);
    expect(isArchived(row({ archived_no: 4, muted_until: FOREVER }))).toBe(true);
    expect(isArchived(row())).toBe(false);
  });

  it('stays as it is when the sound is turned off or on', () => {
    expect(archivedNoStaying(row())).toBe(null);
    expect(archivedNoStaying(row({ archived_no: 4 }))).toBe(null);
    expect(archivedNoStaying(row({ archived_no: 5 }))).toBe(5);
    expect(archivedNoStaying(row({ archived_no: 4, muted_until: FOREVER }))).toBe(5);
  });

  it('at the sign, but not when muted or archived', () => {
    const state = started([
      row({ id: 1 }),
      row({ id: 2, ...read }),
      row({ id: 3, muted_until: FOREVER }),
      row({ id: 4, archived_no: 5 }),
      row({ id: 5, ...read, unread: true }),
    ]);
    expect(unreadChats(state)).toBe(2);
    expect(unreadChats(applyPersonal(state, 3, { muted_until: 0 }))).toBe(3);
  });
});

describe('the tabs', () => {
  const rows = [
    row({ id: 1 }),
    row({ id: 2, kind: 'direct', ...read }),
    row({ id: 3, kind: 'guardians', muted_until: FOREVER }),
    row({ id: 4, kind: 'staff' }),
    row({ id: 5, kind: 'subject', ...read }),
  ];

  it('show each their own', () => {
    expect(ids(filtered(rows, 'all'))).toHaveLength(5);
    expect(ids(filtered(rows, 'unread'))).toEqual([1, 3, 4]);
    expect(ids(filtered(rows, 'direct'))).toEqual([2]);
    expect(ids(filtered(rows, 'classes'))).toEqual([1, 3, 5]);
  });

  it('keep the chat that is open', () => {
    expect(ids(filtered(rows, 'unread', 2))).toEqual([1, 2, 3, 4]);
  });

  it('count what waits without what is muted', () => {
    expect(waitingBy(rows)).toEqual({ all: 2, unread: 2, direct: 0, classes: 1 });
  });
});
