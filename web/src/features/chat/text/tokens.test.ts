import { describe, expect, it } from 'vitest';
import type { Mention } from '../../../api/shapes';
import { tokensOf } from './tokens';

const found = (text: string) =>
  tokensOf(text).flatMap((token) => (token.kind === 'plain' || token.kind === 'mention' ? [] : [token]));
const hrefs = (text: string) => found(text).map(({ href }) => href);
const texts = (text: string) => found(text).map((token) => token.text);

describe('links', () => {
  it.each([
    ['https://school.ru', 'https://school.ru'],
    ['Смотрите https://school.ru/a?b=c#d.', 'https://school.ru/a?b=c#d'],
    ['HTTP://SCHOOL.RU', 'HTTP://SCHOOL.RU'],
    ['(https://ru.wikipedia.org/wiki/Азбука_(значения))', 'https://ru.wikipedia.org/wiki/Азбука_(значения)'],
    ['[https://school.ru/a],', 'https://school.ru/a'],
    ['«https://школа.рф/новости»', 'https://школа.рф/новости'],
    ['сайт:https://school.ru!!!', 'https://school.ru'],
    ['https://школа.дети/праздник', 'https://школа.дети/праздник'],
    ['http://192.168.0.1:8080/', 'http://192.168.0.1:8080/'],
    ['www.school.museum', 'https://www.school.museum'],
    ['school.ru', 'https://school.ru'],
    ['Зайдите на school.ru, там всё есть', 'https://school.ru'],
    ['школа-12.рф/расписание?день=пн', 'https://школа-12.рф/расписание?день=пн'],
    ['t.me/school12', 'https://t.me/school12'],
    ['school.ru:8443/x', 'https://school.ru:8443/x'],
    ['https://a.ru/x-', 'https://a.ru/x'],
    ['ШКОЛА.РФ', 'https://ШКОЛА.РФ'],
  ])('%s', (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  it('finds several in one text, and leaves the rest as it is', () => {
    const text = 'Урок: https://a.ru/1, запись: b.ru; почта c@d.ru.\nВсё.';
    expect(texts(text)).toEqual(['https://a.ru/1', 'b.ru', 'c@d.ru']);
  });

  it.each([
    'И.И. Иванов',
    'и т.д. и т.п.',
    'Мы пришли.Дети довольны',
    'Точка.Ру',
    'main.py',
    'отчёт.docx',
    'версия 2.0.1',
    '12.09.2026',
    '18.30',
    'ftp://school.ru',
    'javascript:alert(1)',
    'https://',
    'http://.',
    '@school.ru',
    'a/b.ru',
    'ссылка...ru',
  ])('%s is no link', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('ends where the direction of writing turns', () => {
    expect(texts('https://a.ru/\u202Egpj.exe')).toEqual(['https://a.ru/']);
  });
});

describe('e-mail', () => {
  it.each([
    ['Пишите: director@school-12.ru.', 'mailto:director@school-12.ru'],
    ['почта@школа.рф', 'mailto:почта@школа.рф'],
    ['o.v.smirnova+3a@edu.mos.ru', 'mailto:o.v.smirnova+3a@edu.mos.ru'],
  ])('%s', (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  it.each(['user@localhost', 'a@b', '@', 'я @ты'])('%s is no e-mail', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('telephones', () => {
  it.each([
    ['8 (916) 123-45-67', '+79161234567'],
    ['8(916)123-45-67', '+79161234567'],
    ['+7 916 123 45 67', '+79161234567'],
    ['+79161234567', '+79161234567'],
    ['89161234567', '+79161234567'],
    ['8-800-555-35-35', '+78005553535'],
    ['8 (49624) 5-67-89', '+74962456789'],
    ['+7 (495) 123-45-67 доб. 12', '+74951234567'],
    ['(495) 123-45-67', '+74951234567'],
    ['916 123-45-67', '+79161234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['Тел.:8 916 123–45–67.', '+79161234567'],
    ['Звоните 112', '112'],
    ['Единый номер экстренных служб — 112!', '112'],
    ['Пожарные: 101.', '101'],
    ['112', '112'],
  ])('%s', (text, number) => {
    expect(hrefs(text)).toEqual([`tel:${number}`]);
  });

  it.each([
    'в кабинете 112',
    'стр. 101–104',
    '8 9 10 11 12 13 14',
    '8 9 10 11 12 1',
    '20.11.2026 18:40',
    '1234567890123456',
    'ИНН 7707083893',
    'а89161234567',
    '89161234567890',
    '3,89161234567',
    'Позвоните!\nУрок в 112 кабинете',
  ])('%s is no telephone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('mentions', () => {
  const mention = (text: string, ...mentions: Mention[]) =>
    tokensOf(text, mentions).flatMap((token) => (token.kind === 'mention' ? [[token.text, token.profile]] : []));

  it('count code points, as the server does', () => {
    expect(mention('👩‍👩‍👧 😀 @Маша, привет', [8, 5, 7])).toEqual([['@Маша', 7]]);
  });

  it('stand in the order of the text', () => {
    expect(mention('@Маша и @все', [8, 4, 0], [0, 5, 7])).toEqual([
      ['@Маша', 7],
      ['@все', 0],
    ]);
  });

  it('that cannot be are left out', () => {
    expect(mention('@Маша', [0, 9, 7], [-1, 2, 7], [0, 0, 7], [1, 3, 8], [0, 5, 9])).toEqual([['@Маша', 9]]);
  });

  it('hide the links in them', () => {
    expect(tokensOf('@a.ru!', [[0, 5, 7]])).toEqual([
      { kind: 'mention', text: '@a.ru', profile: 7 },
      { kind: 'plain', text: '!' },
    ]);
  });
});

describe('any text', () => {
  const ALPHABET = [
    'a',
    'Я',
    '.',
    '@',
    '/',
    ':',
    '-',
    '(',
    ')',
    ' ',
    '\n',
    '8',
    '9',
    '+',
    '😀',
    'ru',
    'https://',
    '\u0301',
  ];
  const texts = Array.from({ length: 400 }, (_, seed) => {
    let state = seed + 1;
    const next = (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    return Array.from({ length: next(60) }, () => ALPHABET[next(ALPHABET.length)]).join('');
  });

  it('is whole again when its tokens are joined', () => {
    for (const text of texts)
      expect(
        tokensOf(text, [[2, 3, 1]])
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
  });

  it('is cut in a moment, however it was made', () => {
    const started = performance.now();
    for (const part of ['a.', 'a@', '8 ', '(', 'https://', 'а', 'a-', '9(9', ')'])
      tokensOf(part.repeat(4096 / part.length));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
