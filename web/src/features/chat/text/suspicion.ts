/** Addresses that pretend to be others. Schools are fished with them; a child must see the real name first. */
import { readable } from './punycode';

export interface Suspicion {
  why: 'resembles' | 'mixed' | 'encoded' | 'user' | 'differs';
  /** Where the link really leads, letters of other alphabets included. */
  host: string;
  /** The same in ASCII, when that differs. */
  ascii: string | null;
  /** The well-known address it could be taken for. */
  resembled: string | null;
}

/**
 * What Russian schools and families open every day. A domain of the first column is trusted with all below it;
 * the second column says by which word it is known, where that word is long or rare enough to be looked for.
 */
const KNOWN: readonly (readonly [domain: string, word: string | null])[] = [
  ['gosuslugi.ru', 'gosuslugi'],
  ['mos.ru', 'mosru'],
  ['gov.ru', 'govru'],
  ['edu.ru', null],
  ['vk.com', 'vkcom'],
  ['vk.ru', 'vkontakte'],
  ['vk.me', null],
  ['vk.cc', null],
  ['vkvideo.ru', 'vkvideo'],
  ['ok.ru', 'odnoklassniki'],
  ['mail.ru', 'mailru'],
  ['sferum.ru', 'sferum'],
  ['yandex.ru', 'yandex'],
  ['ya.ru', null],
  ['dnevnik.ru', 'dnevnikru'],
  ['uchi.ru', 'uchiru'],
  ['rutube.ru', 'rutube'],
  ['max.ru', 'maxru'],
  ['sberbank.ru', 'sberbank'],
  ['sber.ru', 'sberru'],
  ['nalog.ru', 'nalogru'],
  ['t.me', null],
  ['telegram.org', 'telegram'],
  ['whatsapp.com', 'whatsapp'],
  ['google.com', 'google'],
  ['youtube.com', 'youtube'],
  ['госуслуги.рф', 'госуслуги'],
];

export function suspicionOf(text: string, href: string): Suspicion | null {
  const url = new URL(href);
  const host = readable(url.hostname);
  const ascii = host === url.hostname ? null : url.hostname;
  const suspect = (why: Suspicion['why'], resembled: string | null = null) => ({ why, host, ascii, resembled });
  if (url.username || url.password) return suspect('user', resembledIn(decodeURIComponent(url.username)));
  const resembled = resembledBy(host);
  if (resembled) return suspect('resembles', resembled);
  if (isMixed(host)) return suspect('mixed');
  const written = writtenHost(text);
  if (/(^|\.)xn--/.test(written)) return suspect('encoded');
  return written.normalize('NFC') === host ? null : suspect('differs');
}

/** The name of the host as it stands in the text. */
function writtenHost(text: string): string {
  const rest = text.replace(/^https?:\/\//i, '').toLowerCase();
  return (/^[^:/?#]*/.exec(rest)?.[0] ?? '').replace(/\.$/, '');
}

// Which known address it could be taken for

function resembledBy(host: string): string | null {
  if (isTrusted(host)) return null;
  const known = KNOWN.find(
    ([domain, word]) => leadsWith(host, domain) || (word !== null && carries(host, domain, word)),
  );
  return known?.[0] ?? null;
}

const isTrusted = (host: string) => KNOWN.some(([domain]) => host === domain || host.endsWith(`.${domain}`));

const resembledIn = (text: string) => KNOWN.find(([domain]) => text.toLowerCase().includes(domain))?.[0] ?? null;

/** "gosuslugi.ru.example.com", "vk.com-login.ru": the real name stands at the end, where few people look. */
function leadsWith(host: string, domain: string): boolean {
  return domain.length > 4 && new RegExp(`(^|[.-])${domain.replace('.', '[.-]')}[.-]`).test(host);
}

/** "gosus1ugi.ru", "gosuslugi-vhod.ru", "gosuslugi.com", "mos-ru.com", "vk.corn". */
function carries(host: string, domain: string, word: string): boolean {
  const labels = host.split('.');
  const own = labels.at(-2) ?? '';
  const parts = [own, own.replaceAll('-', ''), ...own.split('-'), labels.slice(-2).join('').replaceAll('-', '')];
  const wanted = lookOf(word);
  const name = lookOf(domain.split('.')[0] ?? '');
  if (host !== domain && lookOf(host) === lookOf(domain)) return true;
  return parts.some((part) => {
    const look = lookOf(part);
    return look === wanted || (wanted === name && isSlip(look, wanted));
  });
}

/** Letters and groups of letters that a hasty eye reads alike, in one spelling. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[0оοօ]/g, 'o'],
  [/[1іιıíìïl|]/g, 'i'],
  [/[3зэ]/g, 'e'],
  [/[5ѕ]/g, 's'],
  [/[аàáâãäåα]/g, 'a'],
  [/[еёèéêë]/g, 'e'],
  [/с/g, 'c'],
  [/р/g, 'p'],
  [/[уýÿ]/g, 'y'],
  [/[хχ]/g, 'x'],
  [/[кκķ]/g, 'k'],
  [/[мṃ]/g, 'm'],
  [/[тţť]/g, 't'],
  [/[нһ]/g, 'h'],
  [/[вß]/g, 'b'],
  [/[гŕ]/g, 'r'],
  [/[пńñ]/g, 'n'],
  [/[ԁď]/g, 'd'],
  [/[ɡğġ]/g, 'g'],
  [/[υùúûü]/g, 'u'],
  [/[νѵ]/g, 'v'],
];

function lookOf(name: string): string {
  return ALIKE.reduce((look, [letters, one]) => look.replace(letters, one), name.toLowerCase().normalize('NFC'));
}

/** In short names a changed letter makes another word, in long ones a slip that nobody sees. */
const SLIP_FROM = 6;

/** One letter more, less, other, or two exchanged. */
function isSlip(one: string, other: string): boolean {
  if (other.length < SLIP_FROM || Math.abs(one.length - other.length) > 1) return false;
  let head = 0;
  while (head < one.length && one[head] === other[head]) head += 1;
  let tail = 0;
  const shorter = Math.min(one.length, other.length) - head;
  while (tail < shorter && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const left = one.slice(head, one.length - tail);
  const right = other.slice(head, other.length - tail);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left === [...right].reverse().join('');
}

// Alphabets

const LATIN = /\p{Script=Latin}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const FOREIGN = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{N}-]/u;

/** Latin and Cyrillic in one word, an alphabet nobody reads here, or a Russian name under a Latin ending. */
function isMixed(host: string): boolean {
  const labels = host.split('.');
  const hasLatinEnd = LATIN.test(labels.at(-1) ?? '');
  return labels.some((label) => FOREIGN.test(label) || (CYRILLIC.test(label) && (LATIN.test(label) || hasLatinEnd)));
}
