import { describe, expect, it } from 'vitest';
import type { CallBrief, Row } from '../../../api/shapes';
import { IVAN, OLGA, row, started } from '../../../store/world';
import { isRinging, ringingChat } from './ringing';

const NOW = 1_000_000;

function brief(over: Partial<CallBrief> = {}): CallBrief {
  const call: CallBrief = {
    id: 3,
    media: 'video',
    by: IVAN,
    name: 'Иван Ли',
    at: NOW - 1_000,
    ring_until: NOW + 29_000,
    count: 1,
    rings: null,
  };
  return { ...call, ...over };
}

describe('a call rings', () => {
  it.each<[string, boolean, Partial<Row>, Partial<CallBrief>]>([
    ['for everybody of the chat', true, {}, {}],
    ['for those who were chosen', true, {}, { rings: [OLGA.id, 9] }],
    ['not for those who were not, or have declined', false, {}, { rings: [9] }],
    ['not with whoever calls, on no device of theirs', false, {}, { by: OLGA.id }],
    ['no longer than it says', false, {}, { ring_until: NOW }],
    ['not in a chat that is muted for ever', false, { muted_until: -1 }, {}],
    ['not in a chat that is muted for an hour', false, { muted_until: NOW + 1 }, {}],
    ['where it was muted until now', true, { muted_until: NOW }, {}],
    ['between two until the other is in it', true, { kind: 'direct' }, {}],
    ['between two no more when it is answered elsewhere', false, { kind: 'direct' }, { count: 2 }],
    ['in a group however many came', true, {}, { count: 5 }],
  ])('%s: %s', (_, isSo, overRow, overCall) => {
    expect(isRinging(row(overRow), brief(overCall), OLGA.id, NOW)).toBe(isSo);
  });

  it('until it is answered or declined in some tab', () => {
    const state = started([row({ call: brief() }), row({ id: 13 })]);
    expect(ringingChat(state, NOW, new Set())).toBe(12);
    expect(ringingChat(state, NOW, new Set([3]))).toBeNull();
    expect(ringingChat({ ...state, me: null }, NOW, new Set())).toBeNull();
  });
});
