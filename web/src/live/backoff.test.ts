import { expect, it } from 'vitest';
import { backoffMs } from './backoff';

it('grows, is bounded on both sides, and spreads', () => {
  const highest = (failures: number) => backoffMs(failures, () => 1);
  expect([0, 1, 2, 3].map(highest)).toEqual([500, 1000, 2000, 4000]);
  expect(highest(50)).toBe(20_000);
  expect(backoffMs(0, () => 0)).toBe(100);
});
