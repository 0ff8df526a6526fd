import { expect, test } from 'vitest';
import { codeOf, readCode } from './code';
import { type Findings, NOTHING_FOUND, PARTS, type State } from './findings';

const found = (state: State, numbers: Findings['numbers']) => ({
  states: Object.fromEntries(PARTS.map((part) => [part, state])) as Findings['states'],
  numbers,
});
const NUMBERS = { down: 24_000, up: 6_100, roundTrip: 41, jitter: 3 };

test('a code says what was found', () => {
  const states = {
    ...NOTHING_FOUND.states,
    https: 'good',
    udp: 'bad',
    tcp: 'good',
    rate: 'weak',
    turn: 'absent',
  } as const;
  const read = readCode(codeOf({ states, numbers: NUMBERS }));
  expect(read?.states).toMatchObject({ https: 'good', udp: 'bad', tcp: 'good', rate: 'weak', turn: 'absent' });
  for (const name of ['down', 'up', 'roundTrip', 'jitter'] as const) {
    expect((read?.numbers[name] ?? 0) / NUMBERS[name]).toBeGreaterThan(0.8);
    expect((read?.numbers[name] ?? 0) / NUMBERS[name]).toBeLessThan(1.25);
  }
});

test('what was not measured stays unknown, and the largest figures fit', () => {
  const nothing = { down: null, up: null, roundTrip: null, jitter: null };
  expect(readCode(codeOf(found('absent', nothing)))?.numbers).toEqual(nothing);
  const most = { down: 9_999_999, up: 9_999_999, roundTrip: 99_999, jitter: 0 };
  expect(readCode(codeOf(found('bad', most)))?.states).toEqual(found('bad', most).states);
});

test('a code is ten signs, and is read as people type it', () => {
  const code = codeOf(found('good', NUMBERS));
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
  expect(readCode(typed)).toEqual(readCode(code));
  const cyrillic = code.replace(/[ABCEHKMPTX]/g, (sign) => 'АВСЕНКМРТХ'['ABCEHKMPTX'.indexOf(sign)] ?? '');
  expect(readCode(cyrillic)).toEqual(readCode(code));
});

test('a slip is noticed', () => {
  const code = codeOf(found('good', NUMBERS)).replace('-', '');
  for (let place = 0; place < code.length; place += 1) {
    const slipped = code.slice(0, place) + (code[place] === 'A' ? 'B' : 'A') + code.slice(place + 1);
    expect(readCode(slipped)).toBeNull();
  }
  for (const text of ['', 'ABC', 'UUUUU-UUUUU', `${code}0`]) expect(readCode(text)).toBeNull();
});
