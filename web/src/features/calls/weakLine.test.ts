import { expect, test } from 'vitest';
import { browserOf } from './preview/browser';
import type { Quality } from './view';
import { PATIENCE_MS, STRONG, type Weakness, weakened } from './weakLine';

const after = (steps: readonly [Quality, number][], from: Weakness = STRONG) =>
  steps.reduce((line, [quality, at]) => weakened(line, quality, at), from).paused;

test('a poor moment puts nothing off', () => {
  expect(
    after([
      ['poor', 0],
      ['poor', PATIENCE_MS - 1],
    ]),
  ).toBe('nothing');
  expect(
    after([
      ['poor', 0],
      ['good', 5_000],
      ['poor', PATIENCE_MS],
    ]),
  ).toBe('nothing');
});

test('ten poor seconds put off the cameras, ten more the screen too', () => {
  expect(
    after([
      ['poor', 0],
      ['poor', PATIENCE_MS],
    ]),
  ).toBe('cameras');
  expect(
    after([
      ['poor', 0],
      ['lost', PATIENCE_MS],
      ['poor', 2 * PATIENCE_MS],
    ]),
  ).toBe('pictures');
});

test('what was put off stays so, however good the line becomes, until somebody wants it back', () => {
  expect(
    after(
      [
        ['good', 1],
        ['good', 99_000],
      ],
      { paused: 'cameras', poorSince: 0 },
    ),
  ).toBe('cameras');
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 YaBrowser/26.9 Safari/537.36', 'chrome'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604.1', 'safari'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 CriOS/150.0 Mobile Safari/604.1', 'safari'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'firefox'],
  ['curl/8', 'other'],
])('%s is %s', (agent, browser) => {
  expect(browserOf(agent)).toBe(browser);
});
