import { describe, expect, it } from 'vitest';
import { partsOf } from './split';
import { lengthOf, type Written } from './written';

const written = (text: string): Written => ({ text, mentions: [] });
const texts = (text: string, limit: number) => partsOf(written(text), limit).map((part) => part.text);

describe('a long text', () => {
  it.each([
    ['stays whole when it fits', 'Раз два', 7, ['Раз два']],
    ['is cut between paragraphs', 'Раз два.\n\nТри\nчетыре', 14, ['Раз два.', 'Три\nчетыре']],
    ['is cut between lines', 'Раз два\nтри четыре', 14, ['Раз два', 'три четыре']],
    ['is cut between sentences', 'Раз два. Три четыре', 14, ['Раз два.', 'Три четыре']],
    ['is cut between words', 'Раз два три четыре', 13, ['Раз два три', 'четыре']],
    ['is cut anywhere when it is one word', 'абвгде', 4, ['абвг', 'де']],
    ['leaves no stump', 'А.\n\nБвг. дежзик', 12, ['А.\n\nБвг.', 'дежзик']],
    ['does not tear a sign', '👩‍👩‍👧👩‍👩‍👧', 7, ['👩‍👩‍👧', '👩‍👩‍👧']],
    ['does not tear a flag', 'a🇷🇺🇷🇺', 4, ['a🇷🇺', '🇷🇺']],
    ['of blanks is nothing', ' \n ', 2, []],
  ])('%s', (_, text, limit, expected) => {
    expect(texts(text, limit)).toEqual(expected);
  });

  it('keeps every name whole, in its message and at its place', () => {
    const text = 'Раз @Анна Павлова пять';
    expect(partsOf({ text, mentions: [[4, 13, 5]] }, 14)).toEqual([
      { text: 'Раз', mentions: [] },
      { text: '@Анна Павлова', mentions: [[0, 13, 5]] },
      { text: 'пять', mentions: [] },
    ]);
  });
});

describe('any text', () => {
  const ALPHABET = ['а', 'Б', '.', '!', ' ', '  ', '\n', '\n\n', '😀', 'é', '👩‍👩‍👧', '🇷🇺', 'слово ', '@Анна '];
  const cases = Array.from({ length: 400 }, (_, seed) => {
    let state = seed + 7;
    const next = (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const limit = 5 + next(40);
    return { limit, text: Array.from({ length: next(200) }, () => ALPHABET[next(ALPHABET.length)]).join('') };
  });
  const letters = (text: string) => text.replace(/\s/gu, '');

  it('loses no letter, and every part fits', () => {
    for (const { text, limit } of cases) {
      const parts = texts(text, limit);
      expect(letters(parts.join(''))).toBe(letters(text));
      for (const part of parts) {
        expect(lengthOf(part)).toBeLessThanOrEqual(limit);
        expect(part).toBe(part.trim());
        expect(part).not.toBe('');
      }
    }
  });

  it('is not cut into crumbs', () => {
    for (const { text, limit } of cases) {
      const least = Math.ceil(lengthOf(text.trim()) / limit);
      expect(texts(text, limit).length).toBeLessThanOrEqual(least * 4 + 2);
    }
  });
});
