import { describe, expect, it } from 'vitest';
import { askedAt, peopleFor } from './naming';

describe('what is asked for', () => {
  it.each([
    ['@', { from: 0, query: '' }],
    ['Спасибо, @ан', { from: 9, query: 'ан' }],
    ['(@Анна Пав', { from: 1, query: 'Анна Пав' }],
    ['a@b', null],
    ['почта@', null],
    ['@ан\n', null],
    ['@Анна Павловна, привет', null],
    ['@один два три четыре', null],
    ['привет', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(askedAt(text, text.length)).toEqual(expected);
  });

  it('stands before the caret, not behind it', () => {
    expect(askedAt('@анна', 3)).toEqual({ from: 0, query: 'ан' });
    expect(askedAt('@анна', 0)).toBeNull();
  });
});

describe('who is meant', () => {
  const member = (profile: number | null, name: string) => ({
    profile,
    person: null,
    name,
    badge: 'родитель',
    role: 'member',
    linked: profile !== null,
    reasons: [],
    kind: 'guardian' as const,
  });
  const members = [
    member(5, 'Анна Петровна Черных'),
    member(6, 'Пётр Ильич Ким'),
    member(null, 'Анна Ли'),
    member(7, 'Я'),
  ];
  const all = { profile: 0, name: 'все', badge: '' };
  const names = (query: string, mayAll = true) =>
    peopleFor(query, members as never, { me: 7, mayAll, all }).map(({ name }) => name);

  it.each([
    ['', ['все', 'Анна Петровна Черных', 'Пётр Ильич Ким']],
    ['петр', ['Анна Петровна Черных', 'Пётр Ильич Ким']],
    ['ким пётр', ['Пётр Ильич Ким']],
    ['вс', ['все']],
    ['ли', []],
  ])('«%s»', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('is not everybody where that is not allowed', () => {
    expect(names('вс', false)).toEqual([]);
  });
});
