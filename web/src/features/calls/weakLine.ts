/** When the line is weak the voice goes first: pictures are put off step by step, and come back only by a tap. */
import type { Paused, Quality } from './view';

export const PATIENCE_MS = 10_000;

export interface Weakness {
  paused: Paused;
  /** Since when the line has been poor without a break. */
  poorSince: number | null;
}

export const STRONG: Weakness = { paused: 'nothing', poorSince: null };

const NEXT: Record<Paused, Paused> = { nothing: 'cameras', cameras: 'pictures', pictures: 'pictures' };

export function weakened({ paused, poorSince }: Weakness, quality: Quality, now: number): Weakness {
  if (quality !== 'poor' && quality !== 'lost') return { paused, poorSince: null };
  if (poorSince === null) return { paused, poorSince: now };
  if (now - poorSince < PATIENCE_MS) return { paused, poorSince };
  return { paused: NEXT[paused], poorSince: now };
}
