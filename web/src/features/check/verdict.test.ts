import { expect, test } from 'vitest';
import { type Findings, type Numbers, PARTS } from './findings';
import { evennessOf } from './rate';
import { judge, rateState } from './verdict';

const FAST: Numbers = { down: 20_000, up: 5_000, roundTrip: 40, jitter: 4 };

function findings(states: Partial<Findings['states']>, more: Partial<Findings> = {}): Findings {
  const all = Object.fromEntries(PARTS.map((part) => [part, 'good'])) as Findings['states'];
  return { states: { ...all, ...states }, numbers: FAST, troubles: {}, isDone: true, ...more };
}

const levels = (found: Findings) => {
  const { messages, voice, video } = judge(found);
  return [messages, voice, video];
};

test('where all is open, all works', () => {
  expect(judge(findings({ turn: 'absent' }))).toEqual({
    messages: 'good',
    voice: 'good',
    video: 'good',
    advice: ['fine'],
  });
});

test('without UDP calls go by a detour', () => {
  const found = findings({ udp: 'bad' });
  expect(levels(found)).toEqual(['good', 'weak', 'weak']);
  expect(judge(found).advice).toEqual(['udp']);
  expect(levels(findings({ udp: 'bad', tcp: 'bad' }))).toEqual(['good', 'weak', 'weak']);
});

test('where no way is open there are no calls, and messages come all the same', () => {
  const found = findings({ udp: 'bad', tcp: 'bad', turn: 'absent' });
  expect(levels(found)).toEqual(['good', 'no', 'no']);
  expect(judge(found).advice).toEqual(['roads']);
  expect(judge(findings({ signal: 'bad', udp: 'absent', tcp: 'absent', turn: 'absent' })).advice).toEqual(['roads']);
});

test('without a WebSocket there are no messages', () => {
  const found = findings({ socket: 'bad' });
  expect(levels(found)[0]).toBe('no');
  expect(judge(found).advice).toEqual(['socket']);
});

test('a server without calls says nothing about the network', () => {
  const found = findings({ signal: 'absent', udp: 'absent', tcp: 'absent', turn: 'absent' });
  expect(levels(found)).toEqual(['good', 'unknown', 'unknown']);
  expect(judge(found).advice).toEqual(['later']);
});

test('a slow line carries voice and no picture', () => {
  const numbers = { ...FAST, down: 200, up: 100 };
  const found = findings({ rate: rateState(numbers) }, { numbers });
  expect(levels(found)).toEqual(['good', 'good', 'no']);
  expect(judge(found).advice).toEqual(['slow']);
});

test('an uneven line breaks words', () => {
  const found = findings({}, { numbers: { ...FAST, jitter: 90 } });
  expect(levels(found)).toEqual(['good', 'weak', 'weak']);
  expect(judge(found).advice).toEqual(['uneven']);
});

test('without a camera one is still heard', () => {
  const found = findings({ camera: 'bad' }, { troubles: { camera: 'absent' } });
  expect(levels(found)).toEqual(['good', 'good', 'weak']);
  expect(judge(found).advice).toEqual([]);
});

test.each([
  [{ ...FAST }, 'good'],
  [{ ...FAST, up: 200 }, 'weak'],
  [{ ...FAST, down: 50 }, 'bad'],
  [{ ...FAST, down: null }, 'absent'],
] as const)('a rate of %o is %s', (numbers, state) => {
  expect(rateState(numbers)).toBe(state);
});

test('how even a line is', () => {
  expect(evennessOf([40, 44, 40, 44])).toEqual({ roundTrip: 44, jitter: 4 });
  expect(evennessOf([40])).toEqual({ roundTrip: null, jitter: null });
});
