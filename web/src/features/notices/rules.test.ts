import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message, Preferences, Row } from '../../api/shapes';
import { emptyState, type State } from '../../store/state';
import { IVAN, message, OLGA, row, started } from '../../store/world';
import { callFor, type Heard, heardSince, isWanted, wordingOf } from './rules';

const NOW = 100 * 60_000;
const { preferences } = emptyState;

beforeAll(() => i18n.loadAndActivate({ locale: 'ru', messages: {} }));

function online(over: Partial<State> = {}): State {
  return { ...started([row(), row({ id: 13, kind: 'direct', title: 'Иван Ли' })]), connection: 'online', ...over };
}

function told(state: State, no: number, over: Partial<Message> = {}): State {
  const last = message(no, { at: NOW, ...over });
  return { ...state, rows: { ...state.rows, 12: row({ last, last_no: no }) } };
}

const numbers = (heard: Heard[]) => heard.map(({ row: { id }, message: { no } }) => [id, no]);

describe('what was heard', () => {
  it('is the newest message of each chat', () => {
    const before = online();
    expect(numbers(heardSince(told(before, 6), before, NOW))).toEqual([[12, 6]]);
    expect(heardSince(before, before, NOW)).toEqual([]);
  });

  it.each([
    ['my own', { by: OLGA.id }],
    ['a line of the chat itself', { service: { what: 'renamed' as const } }],
    ['deleted', { deleted: true }],
  ])('is not %s', (_, over) => {
    const before = online();
    expect(heardSince(told(before, 6, over as Partial<Message>), before, NOW)).toEqual([]);
  });

  it('is a meeting that was planned, with its time', () => {
    const before = online();
    const at = new Date(2030, 8, 5, 18, 0).getTime();
    const service = { what: 'planned', title: 'Итоги', call: 4, planned_at: at } as const;
    const [heard] = heardSince(told(before, 6, { service }), before, NOW);
    expect(heard && wordingOf(heard, preferences, OLGA.id).body).toBe('Собрание «Итоги»: 5 сентября 2030 г., 18:00');
  });

  it('is not what a mark, another title or an edit changed', () => {
    const before = online();
    const changed = { ...before, rows: { ...before.rows, 12: row({ title: '4 А', read_no: 5 }) } };
    expect(heardSince(changed, before, NOW)).toEqual([]);
    expect(heardSince(told(before, 5, { seq: 9, text: 'изм.' }), before, NOW)).toEqual([]);
  });

  it('is nothing when the visit begins', () => {
    expect(heardSince(online(), emptyState, NOW)).toEqual([]);
  });

  it('of the time without a network is heard only while it is news', () => {
    const before = online({ connection: 'waiting' });
    expect(numbers(heardSince(told(before, 6), before, NOW))).toEqual([[12, 6]]);
    expect(heardSince(told(before, 6), before, NOW + 10 * 60_000)).toEqual([]);
  });

  it('in a chat that was not there before is heard while it is news', () => {
    const before = online({ rows: {} });
    expect(numbers(heardSince(told(before, 6), before, NOW))).toEqual([[12, 6]]);
  });
});

function heard(overRow: Partial<Row> = {}, overMessage: Partial<Message> = {}): Heard {
  return { row: row(overRow), message: message(6, overMessage) };
}

const TO_ME: Partial<Message> = { mentions: [[0, 5, OLGA.id]] };
const TO_ALL: Partial<Message> = { mentions: [[0, 4, 0]] };

describe('a call is wanted', () => {
  it.each<[string, boolean, Heard, Partial<Preferences>]>([
    ['in a group', true, heard(), {}],
    ['in a group that is muted for ever', false, heard({ muted_until: -1 }), {}],
    ['in a group that is muted for an hour', false, heard({ muted_until: NOW + 1 }), {}],
    ['in a group that was muted until now', true, heard({ muted_until: NOW - 1 }), {}],
    ['in the archive, muted', false, heard({ archived_no: 5, last_no: 6, muted_until: -1 }), {}],
    ['in the archive, which a message brings back', true, heard({ archived_no: 5, last_no: 6 }), {}],
    ['in a group, when groups are off', false, heard(), { notify_group: false }],
    ['in a group, when personal chats are off', true, heard(), { notify_personal: false }],
    ['in a personal chat', true, heard({ kind: 'direct' }), { notify_group: false }],
    ['in a personal chat, when those are off', false, heard({ kind: 'direct' }), { notify_personal: false }],
    ['when I am named, whatever is muted', true, heard({ muted_until: -1 }, TO_ME), { notify_group: false }],
    ['when everybody is named in a muted chat', false, heard({ muted_until: -1 }, TO_ALL), {}],
    ['when I read it elsewhere', false, heard({ read_no: 6 }, TO_ME), {}],
  ])('%s: %s', (_, isIt, one, chosen) => {
    expect(isWanted(one, { ...preferences, ...chosen }, OLGA.id, NOW)).toBe(isIt);
  });
});

describe('the call', () => {
  const looking = (isAnywhere: boolean, ...conversations: number[]) => ({
    isAnywhere,
    conversations: new Set(conversations),
  });

  it('is none for the chat that somebody looks at', () => {
    expect(callFor(heard(), looking(true, 12))).toBe('nothing');
  });

  it('is a sound for whoever looks at another chat', () => {
    expect(callFor(heard(), looking(true, 13))).toBe('sound');
  });

  it('is a notification when nobody looks', () => {
    expect(callFor(heard(), looking(false))).toBe('notification');
  });
});

describe('the words', () => {
  it('say the chat, the author and the text', () => {
    expect(wordingOf(heard(), preferences, OLGA.id)).toEqual({ title: '3 А', body: 'Иван Ли: № 6' });
    const direct = heard({ kind: 'direct', title: 'Иван Ли' }, { by: IVAN });
    expect(wordingOf(direct, preferences, OLGA.id)).toEqual({ title: 'Иван Ли', body: '№ 6' });
  });

  it('hide the text for whoever chose so', () => {
    const hiding = { ...preferences, hide_text: true };
    expect(wordingOf(heard(), hiding, OLGA.id)).toEqual({ title: '3 А', body: 'Новое сообщение' });
    expect(wordingOf(heard({}, TO_ME), hiding, OLGA.id).body).toBe('Вас упомянули');
  });

  it('cut a long text between code points', () => {
    const { body } = wordingOf(heard({ kind: 'direct' }, { text: '😀'.repeat(200) }), preferences, OLGA.id);
    expect([...body]).toHaveLength(161);
  });
});
