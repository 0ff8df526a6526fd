import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KnownCall } from '../../api/callsOutside';
import { spokenGoing } from './going';
import { together } from './section/useCalls';
import { fateOf, lengthOf, spokenLength } from './words';

const ME = 7;

const CALL: KnownCall = {
  id: 1,
  kind: 'chat',
  state: 'over',
  media: 'audio',
  title: '3 А',
  conversation: 12,
  by: 9,
  by_name: 'Иван Ли',
  planned_at: null,
  started_at: 1_000,
  ended_at: 61_000,
  ended_by: 'hand',
  count: 0,
  policy: { lobby: false, locked: false, speak: 'all', camera: 'all', share: 'all', write: 'all' },
  part: 'member',
  may: [],
  was_in: false,
  audience: null,
  my_ms: 0,
};

beforeAll(() => i18n.loadAndActivate({ locale: 'ru', messages: {} }));

describe('a call in words', () => {
  it.each([
    [0, 'Идёт звонок'],
    [1, 'Идёт звонок, 1 участник'],
    [3, 'Идёт звонок, 3 участника'],
    [5, 'Идёт звонок, 5 участников'],
    [21, 'Идёт звонок, 21 участник'],
  ])('with %s inside', (count, words) => expect(spokenGoing(count)).toBe(words));

  it.each([
    [10_000, 'меньше минуты'],
    [60_000, '1 минута'],
    [45 * 60_000, '45 минут'],
    [61 * 60_000, '1 час 1 минута'],
  ])('that lasted %s ms', (ms, words) => expect(spokenLength(ms)).toBe(words));

  it.each<[string, Partial<KnownCall>]>([
    ['missed', {}],
    ['missed', { ended_by: 'unanswered' }],
    ['held', { was_in: true }],
    ['held', { by: ME, was_in: true }],
    ['unanswered', { by: ME, ended_by: 'unanswered', was_in: true }],
    ['declined', { by: ME, ended_by: 'declined' }],
    ['passed by', { ended_by: 'declined' }],
    ['passed by', { kind: 'link' }],
  ])('is %s', (fate, over) => expect(fateOf({ ...CALL, ...over }, ME)).toBe(fate));

  it('has a length only where somebody came', () => {
    expect(lengthOf(CALL)).toBe(60_000);
    expect(lengthOf({ ...CALL, ended_by: 'unanswered' })).toBeNull();
    expect(lengthOf({ ...CALL, started_at: null })).toBeNull();
  });

  it('stands once in the list, whatever page told it', () => {
    const [one, two, three] = [1, 2, 3].map((id) => ({ ...CALL, id })) as [KnownCall, KnownCall, KnownCall];
    expect(together([three, two], [two, one])).toEqual([three, two, one]);
  });
});
