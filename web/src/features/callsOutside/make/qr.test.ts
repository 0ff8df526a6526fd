import { expect, it } from 'vitest';
import { qrOf } from './qr';

const drawn = (text: string) => qrOf(text)?.map((row) => row.map((isDark) => (isDark ? '#' : '.')).join(''));

it('draws what another maker of codes draws', () => {
  expect(drawn('abcdefghijklmn')).toEqual([
    '#######.......#######',
    '#.....#..####.#.....#',
    '#.###.#.#...#.#.###.#',
    '#.###.#.#.....#.###.#',
    '#.###.#.##..#.#.###.#',
    '#.....#.#...#.#.....#',
    '#######.#.#.#.#######',
    '........###..........',
    '#.#####...##..#####..',
    '.###.#.#......###.#.#',
    '.#..#.#######......#.',
    '....#..###.###..####.',
    '###..###...#..#......',
    '........#.#...###.#.#',
    '#######..#.###...#.#.',
    '#.....#.#...##.####.#',
    '#.###.#.#.##..#....##',
    '#.###.#.#.#...#####..',
    '#.###.#.#.###.#...#..',
    '#.....#..###.#...##..',
    '#######.###...#....#.',
  ]);
});

it.each([
  [62, 33],
  [63, 37],
  [122, 45],
  [213, 57],
])('grows with the text: %s bytes', (bytes, side) => expect(drawn('q'.repeat(bytes))).toHaveLength(side));

it('draws nothing for a text that is too long', () => expect(qrOf('q'.repeat(214))).toBeNull());
