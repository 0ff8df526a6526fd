import { describe, expect, it } from 'vitest';
import { readable } from './punycode';
import { suspicionOf } from './suspicion';
import { tokensOf } from './tokens';

/** As it is judged on the screen: the text and where the link in it leads. */
function judged(text: string) {
  const token = tokensOf(text).find(({ kind }) => kind === 'link');
  if (token?.kind !== 'link') throw new Error(`no link in ${text}`);
  return suspicionOf(token.text, token.href);
}

describe('addresses that pretend', () => {
  it.each([
    // A known name with another end, or in front of another name.
    ['https://gosuslugi.com', 'resembles', 'gosuslugi.com', 'gosuslugi.ru'],
    ['https://gosuslugi.ru.vhod.online/x', 'resembles', 'gosuslugi.ru.vhod.online', 'gosuslugi.ru'],
    ['https://gosuslugi.ru-vhod.com', 'resembles', 'gosuslugi.ru-vhod.com', 'gosuslugi.ru'],
    ['gosuslugi-vhod.ru', 'resembles', 'gosuslugi-vhod.ru', 'gosuslugi.ru'],
    ['mos-ru.com', 'resembles', 'mos-ru.com', 'mos.ru'],
    ['https://login.mos.ru.page.link', 'resembles', 'login.mos.ru.page.link', 'mos.ru'],
    ['vk.com.ru', 'resembles', 'vk.com.ru', 'vk.com'],
    ['vk-com.ru/im', 'resembles', 'vk-com.ru', 'vk.com'],
    ['http://sferum.org', 'resembles', 'sferum.org', 'sferum.ru'],
    // Letters that look alike, and slips.
    ['gosus1ugi.ru', 'resembles', 'gosus1ugi.ru', 'gosuslugi.ru'],
    ['gosuslugl.ru', 'resembles', 'gosuslugl.ru', 'gosuslugi.ru'],
    ['gosulsugi.ru', 'resembles', 'gosulsugi.ru', 'gosuslugi.ru'],
    ['gosuslug.ru', 'resembles', 'gosuslug.ru', 'gosuslugi.ru'],
    ['rnos.ru', 'resembles', 'rnos.ru', 'mos.ru'],
    ['m0s.ru', 'resembles', 'm0s.ru', 'mos.ru'],
    ['sferurn.ru', 'resembles', 'sferurn.ru', 'sferum.ru'],
    ['https://vк.com', 'resembles', 'vк.com', 'vk.com'],
    ['https://gоsuslugi.ru', 'resembles', 'gоsuslugi.ru', 'gosuslugi.ru'],
    // Other tricks.
    ['https://шkola.ru', 'mixed', 'шkola.ru', null],
    ['https://школа.com', 'mixed', 'школа.com', null],
    ['https://σχολείο.org', 'mixed', 'σχολείο.org', null],
    ['https://xn--80atdl2c.xn--p1ai', 'encoded', 'школа.рф', null],
    ['https://gosuslugi.ru@example.com/', 'user', 'example.com', 'gosuslugi.ru'],
    ['https://user:word@school.ru/', 'user', 'school.ru', null],
    ['https://sch\u200Bool.ru', 'differs', 'school.ru', null],
    ['https://SCHOOL。ru', 'differs', 'school.ru', null],
    ['https://2130706433/', 'differs', '127.0.0.1', null],
  ])('%s', (text, why, host, resembled) => {
    expect(judged(text)).toMatchObject({ why, host, resembled });
  });

  it('are named in both alphabets', () => {
    expect(judged('https://vк.com')).toMatchObject({ host: 'vк.com', ascii: 'xn--v-ttb.com' });
    expect(judged('gosus1ugi.ru')).toMatchObject({ ascii: null });
  });
});

describe('honest addresses', () => {
  it.each([
    'https://www.gosuslugi.ru/life',
    'https://school.mos.ru/diary',
    'https://login.mos.ru',
    'https://www.mos.ru',
    'edu.gov.ru',
    'https://myschool.edu.ru',
    'https://vk.com/school12',
    'm.vk.com',
    'vk.me/x',
    'web.telegram.org',
    't.me/school12',
    'ya.ru',
    'https://disk.yandex.ru/d/x',
    'https://e.mail.ru',
    'https://школа12.рф',
    'https://www.школа-12.рф/новости',
    'https://school12.ru:8443',
    'HTTPS://School12.RU/A',
    'mosgorsud.ru',
    'mos-gorsud.ru',
    'example.com',
    'https://192.168.1.5/',
    'http://localhost:8000/',
    'https://book.ru',
    'max-school.ru',
    'maxi.ru',
  ])('%s', (text) => {
    expect(judged(text)).toBeNull();
  });
});

describe('names of domains', () => {
  it.each([
    ['xn--80atdl2c.xn--p1ai', 'школа.рф'],
    ['xn--bcher-kva.example', 'bücher.example'],
    ['xn--n3h.com', '☃.com'],
    ['xn--99999999999.ru', 'xn--99999999999.ru'],
    ['school.ru', 'school.ru'],
  ])('%s reads %s', (ascii, host) => {
    expect(readable(ascii)).toBe(host);
  });
});
