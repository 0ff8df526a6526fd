import { describe, expect, it } from 'vitest';
import type { Mention } from '../../../api/shapes';
import { lengthOf, pointAt, rewritten, slice, trimmed, unitAt, type Written, withMention, withWords } from './written';

const ANNA = { profile: 5, name: 'Анна' };

/** The text with every mention in brackets, to be read at a glance. */
function shown({ text, mentions }: Written): string {
  const points = [...text];
  for (const [start, length] of [...mentions].reverse())
    points.splice(start, length, `[${points.slice(start, start + length).join('')}]`);
  return points.join('');
}

const written = (text: string, ...mentions: Mention[]): Written => ({ text, mentions });

describe('naming somebody', () => {
  it('takes the place of what was typed for it', () => {
    expect(shown(withMention(written('Спасибо, @ан!'), ANNA, 9, 12))).toBe('Спасибо, [@Анна] !');
  });

  it('counts code points before it', () => {
    const named = withMention(written('👩‍👩‍👧 @ан'), ANNA, 6, 9);
    expect(named).toEqual({ text: '👩‍👩‍👧 @Анна ', mentions: [[6, 5, 5]] });
  });

  it('keeps the other names in their order', () => {
    const two = withMention(written('@ и @Пётр', [4, 5, 6]), ANNA, 0, 1);
    expect(two.mentions).toEqual([
      [0, 5, 5],
      [9, 5, 6],
    ]);
  });
});

describe('writing around a name', () => {
  const before = written('Да, @Анна и @Пётр!', [4, 5, 5], [12, 5, 6]);

  it.each([
    ['😀Да, @Анна и @Пётр!', '😀Да, [@Анна] и [@Пётр]!'],
    ['Да, @Анна и @Пётр! Ура', 'Да, [@Анна] и [@Пётр]! Ура'],
    ['Да, @Анна, и @Пётр!', 'Да, [@Анна], и [@Пётр]!'],
    ['Да, @Анн и @Пётр!', 'Да, @Анн и [@Пётр]!'],
    ['Да, @АннаЖ и @Пётр!', 'Да, [@Анна]Ж и [@Пётр]!'],
    ['Да, @Ажнна и @Пётр!', 'Да, @Ажнна и [@Пётр]!'],
    ['@Анна и @Пётр!', '[@Анна] и [@Пётр]!'],
    ['Да, !', 'Да, !'],
    ['', ''],
    ['Нет, @Анна и @Пётр!', 'Нет, [@Анна] и [@Пётр]!'],
  ])('%s', (text, expected) => {
    expect(shown(rewritten(before, text))).toBe(expected);
  });

  it('puts words at any place', () => {
    expect(shown(withWords(before, '🎉', 10, 10))).toBe('Да, [@Анна] 🎉и [@Пётр]!');
    expect(shown(withWords(before, '', 0, 12))).toBe('[@Пётр]!');
  });
});

describe('sending', () => {
  it('leaves out the blanks around, and moves the names', () => {
    expect(trimmed(written(' \n @Анна \n', [3, 5, 5]))).toEqual({ text: '@Анна', mentions: [[0, 5, 5]] });
    expect(trimmed(written(' \n '))).toEqual({ text: '', mentions: [] });
  });

  it('cuts a part out with the names that are whole in it', () => {
    expect(slice(written('а @Анна б @Анна', [2, 5, 5], [10, 5, 5]), 1, 12)).toEqual({
      text: '@Анна б @А',
      mentions: [[0, 5, 5]],
    });
  });
});

describe('places', () => {
  it('count as the server counts', () => {
    expect(lengthOf('😀é👍🏽')).toBe(4);
    expect([pointAt('😀я', 2), unitAt('😀я', 1), unitAt('😀я', 2)]).toEqual([1, 2, 3]);
  });
});

describe('any writing', () => {
  const random = (seed: number) => {
    let state = seed + 1;
    return (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
  };

  it('never lets a name stand for other letters', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const next = random(seed);
      let now = withMention(written('😀 привет '), ANNA, 9, 9);
      for (let step = 0; step < 12; step += 1) {
        const points = [...now.text];
        const from = next(points.length + 1);
        const until = Math.min(points.length, from + next(4));
        const words = ['', 'ж', '😀', 'два слова', '\n'][next(5)] ?? '';
        now = rewritten(now, [...points.slice(0, from), words, ...points.slice(until)].join(''));
        if (next(4) === 0) {
          const { length } = [...now.text];
          now = withMention(now, ANNA, length, length);
        }
        for (const [start, length] of now.mentions)
          expect([...now.text].slice(start, start + length).join('')).toBe('@Анна');
      }
    }
  });
});
