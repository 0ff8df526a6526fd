import { describe, expect, it } from 'vitest';
import { isLong, loneEmoji } from './size';

describe('large emoji', () => {
  it.each([
    ['😀', 1],
    ['👍🏽', 1],
    ['❤️', 1],
    ['🇷🇺', 1],
    ['👩‍👩‍👧‍👦', 1],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', 1],
    ['1️⃣', 1],
    ['🎉🎉', 2],
    ['🎉 👏\n🔥', 3],
    ['👩‍❤️‍👨👨‍👩‍👧‍👦🧑🏿‍🚀', 3],
    ['🎉🎉🎉🎉', 0],
    ['Ура 🎉', 0],
    ['!!!', 0],
    ['123', 0],
    ['©', 0],
    ['', 0],
    [' ', 0],
  ])('%s: %i', (text, count) => {
    expect(loneEmoji(text)).toBe(count);
  });
});

describe('a long text', () => {
  it.each([
    ['a word', 'Хорошо', false],
    ['a dozen of lines', 'строка\n'.repeat(12), false],
    ['forty lines', 'строка\n'.repeat(40), true],
    ['a screen of words', 'слово '.repeat(200), false],
    ['three screens of words', 'слово '.repeat(600), true],
  ])('%s', (_, text, expected) => {
    expect(isLong(text)).toBe(expected);
  });
});
