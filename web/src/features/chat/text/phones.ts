/** Finds telephone numbers: Russian ones in all their spellings, foreign ones with a plus, and the short ones of rescue. */
import type { Found, Token } from './tokens';

/** What stands between the digits of one number. */
const GAP = '[ \\u00A0()\\u2011\\u2013-]{0,3}';
/** Part of a longer number, a decimal, a date or an article is no telephone. */
const BEFORE = '(?<!\\p{N}[.,:/ -]?)(?<![\\p{L}№#_=+])';
const AFTER = '(?![\\p{L}\\p{N}_]|[.,:/]\\p{N})';

const CANDIDATE = new RegExp(
  [
    `(?<russian>${BEFORE}(?:\\+7|8|7)${GAP}[3489](?:${GAP}\\d){9}${AFTER})`,
    `(?<foreign>${BEFORE}\\+(?!7)[1-9](?:${GAP}\\d){8,13}${AFTER})`,
    `(?<local>${BEFORE}(?:\\([3489]\\d{2}\\)${GAP}|9\\d{2}[ -])\\d{3}-\\d{2}-\\d{2}${AFTER})`,
    `(?<short>${BEFORE}(?:112|10[1-4])${AFTER})`,
  ].join('|'),
  'gu',
);

export function phonesIn(text: string): Found[] {
  if (!/\d/.test(text)) return [];
  return [...text.matchAll(CANDIDATE)].flatMap((match) => {
    const [found] = match;
    const isShort = match.groups?.short !== undefined;
    const isNumber = isShort ? isCalled(text, match.index) : hasPhoneGroups(found);
    return isNumber ? [{ at: match.index, token: phone(found) }] : [];
  });
}

function phone(text: string): Token {
  const digits = text.replace(/\D/g, '');
  return { kind: 'phone', text, href: `tel:${dialled(text, digits)}` };
}

function dialled(text: string, digits: string): string {
  if (digits.length <= 3) return digits;
  if (text.startsWith('+')) return `+${digits}`;
  return digits.length === 10 ? `+7${digits}` : `+7${digits.slice(1)}`;
}

/** "8 9 10 11 12 13" are the rooms of a corridor: the code of a place or a network has three digits at least. */
function hasPhoneGroups(found: string): boolean {
  const groups = found.split(/\D+/).filter(Boolean);
  const code = groups[0]?.length === 1 ? groups[1] : groups[0];
  return (code?.length ?? 0) >= 3 || found.startsWith('+');
}

/** Words that make three digits a number to call, and not a room or a page. */
const CALLING =
  /(?:звон|набер|набир|набра|телефон|тел\.|номер|вызов|вызыва|вызва|служб|спас|скор|пожар|полиц|экстрен|call)/iu;
const SENTENCE = 60;

function isCalled(text: string, at: number): boolean {
  if (text.trim().length === 3) return true;
  const before = text.slice(Math.max(0, at - SENTENCE), at);
  const sentence = before.slice(Math.max(before.lastIndexOf('\n'), before.search(/[!?][^!?]*$/)) + 1);
  return CALLING.test(sentence);
}
