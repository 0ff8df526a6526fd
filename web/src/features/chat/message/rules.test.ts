import { describe, expect, it } from 'vitest';
import { IVAN, message, OLGA, row } from '../../../store/world';
import { rightsOf } from './rules';

const NOW = 10 * 24 * 3_600_000;
const group = row({ may: ['write'] });
const fresh = { at: NOW - 60_000 };

const rights = (one: Parameters<typeof message>[1] = {}, there = group) =>
  rightsOf({ row: there, message: message(1, { ...fresh, ...one }), me: OLGA.id, now: NOW });

describe('what one may do with a message', () => {
  it('of one’s own: change it for a day, and see who read it', () => {
    expect(rights({ by: OLGA.id })).toMatchObject({ edit: true, deleteForAll: true, readers: true });
    const old = { by: OLGA.id, at: NOW - 25 * 3_600_000 };
    expect(rights(old)).toMatchObject({ edit: false, deleteForAll: false, readers: true, reply: true });
  });

  it('of others: no change, but an answer, also in private', () => {
    expect(rights({ by: IVAN })).toMatchObject({
      edit: false,
      deleteForAll: false,
      readers: false,
      replyPrivately: true,
    });
  });

  it('of others as an administrator: delete it at any time', () => {
    const admin = row({ may: ['write', 'delete_others', 'pin'] });
    expect(rights({ by: IVAN, at: 0 }, admin)).toMatchObject({ deleteForAll: true, pin: true, edit: false });
  });

  it('that was forwarded: it stays as it is', () => {
    expect(rights({ by: OLGA.id, forwarded: { by: IVAN, name: 'Иван Ли', at: 0 } }).edit).toBe(false);
  });

  it('in a closed direct chat: read, copy and pass on', () => {
    const closed = row({ kind: 'direct', peer: IVAN, may_post: false, may: [] });
    const left = { forward: true, copy: true, mark: true };
    expect(rights({ by: OLGA.id }, closed)).toEqual({ ...rights({ deleted: true }), ...left });
  });

  it.each([{ deleted: true }, { service: { what: 'left' as const } }])('that is no text: nothing', (one) => {
    expect(Object.values(rights(one)).some(Boolean)).toBe(false);
  });
});
