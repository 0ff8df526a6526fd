/**
 * A short code that says to support what a check found: ten letters and digits that are easily told apart, read aloud
 * or typed. Fifty bits: what was found, how fast, and a sum that notices a slip.
 */
import { type Findings, type Numbers, PARTS, type State } from './findings';

/** Without the letters that look or sound like others. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const STATES: readonly State[] = ['absent', 'good', 'weak', 'bad'];
/** A step is half an octave; nothing measured is 0. */
const SCALES: Record<keyof Numbers, number> = { down: 16, up: 16, roundTrip: 1, jitter: 1 };
const LEVELS = 32;
const SUM = 2 ** 12 - 5;

export interface Read {
  states: Findings['states'];
  numbers: Numbers;
}

export function codeOf({ states, numbers }: Read): string {
  let bits = 0n;
  for (const part of PARTS) bits = bits * 4n + BigInt(Math.max(0, STATES.indexOf(states[part])));
  for (const name of NUMBERS) bits = bits * BigInt(LEVELS) + BigInt(levelOf(numbers[name], SCALES[name]));
  bits = bits * BigInt(2 ** 12) + BigInt(Number(bits % BigInt(SUM)));
  const signs = Array.from({ length: LENGTH }, (_, place) => SIGNS[Number((bits >> BigInt(5 * place)) & 31n)]);
  return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`;
}

/** Null for what is no code of ours. Small letters, spaces and letters that look like digits are forgiven. */
export function readCode(text: string): Read | null {
  const typed = text.toUpperCase().replace(/[\s-]/g, '');
  const signs = [...typed].map((sign) => MEANT[sign] ?? sign);
  if (signs.length !== LENGTH) return null;
  let bits = 0n;
  for (const sign of signs.reverse()) {
    const value = SIGNS.indexOf(sign);
    if (value < 0) return null;
    bits = bits * 32n + BigInt(value);
  }
  const sum = bits % BigInt(2 ** 12);
  bits /= BigInt(2 ** 12);
  return bits % BigInt(SUM) === sum ? unpacked(bits) : null;
}

function unpacked(packed: bigint): Read {
  let bits = packed;
  const take = (size: number) => {
    const taken = Number(bits % BigInt(size));
    bits /= BigInt(size);
    return taken;
  };
  const numbers: Numbers = { down: null, up: null, roundTrip: null, jitter: null };
  for (const name of [...NUMBERS].reverse()) numbers[name] = numberOf(take(LEVELS), SCALES[name]);
  const states = {} as Findings['states'];
  for (const part of [...PARTS].reverse()) states[part] = STATES[take(4)] ?? 'absent';
  return { states, numbers };
}

/** What is typed for a sign that looks like it, in either alphabet. */
const MEANT: Record<string, string> = {
  ...{ O: '0', I: '1', L: '1', О: '0', А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Р: 'P', Т: 'T', Х: 'X' },
};

const NUMBERS = ['down', 'up', 'roundTrip', 'jitter'] as const;

function levelOf(value: number | null, scale: number): number {
  if (value === null) return 0;
  return Math.min(LEVELS - 1, Math.max(1, Math.round(2 * Math.log2(Math.max(value, 1) / scale)) + 1));
}

const numberOf = (level: number, scale: number) => (level === 0 ? null : Math.round(scale * 2 ** ((level - 1) / 2)));
