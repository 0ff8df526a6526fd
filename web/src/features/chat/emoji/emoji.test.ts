import { describe, expect, it } from 'vitest';
import en from './names/en.json';
import ru from './names/ru.json';
import { searchable, sought } from './plain';

const rows = ru as unknown as [string, number, number, string, string][];

/** As the picker looks: what is sought stands somewhere among the words. */
const found = (query: string) =>
  rows
    .filter(([, , , name, words]) =>
      (searchable(name) + words.split(' ').map(searchable).join('')).includes(sought(query)),
    )
    .map(([sign]) => sign);

describe('the names of emoji', () => {
  it.each([
    ['ёлка', '🎄'],
    ['елка', '🎄'],
    ['УЧИТЕЛЬ', '👨‍🏫'],
    ['школа', '🏫'],
    ['Россия', '🇷🇺'],
    ['праздник', '🎉'],
    ['празд', '🎉'],
    ['алое  сердце', '❤️'],
    ['сердце', '❤️'],
    ['спасибо', '🙏'],
  ])('%s finds %s', (query, sign) => {
    expect(found(query)).toContain(sign);
  });

  it('are not found by the middle of a word', () => {
    expect(found('елка')).toEqual(['🌲', '🎄']);
  });

  it('are in both languages the same signs in the same order', () => {
    expect((en as unknown as [string][]).map(([sign]) => sign)).toEqual(rows.map(([sign]) => sign));
  });

  it('are not shared by two signs', () => {
    const names = rows.map(([, , , name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
