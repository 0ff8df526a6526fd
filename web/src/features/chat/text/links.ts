/** Finds addresses of the web and of e-mail, as people in Russia write them. */
import type { Found, Token } from './tokens';

/** Nothing of this is part of an address: quotes, brackets of mark-up, and signs that turn the direction of writing. */
const END = '\\s<>"«»„“”`\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';
const LETTER = '[\\p{L}\\p{N}]';
const HOST = `${LETTER}[\\p{L}\\p{N}-]*(?:\\.[\\p{L}\\p{N}-]+)+`;

const CANDIDATE = new RegExp(
  [
    `(?<full>https?://[^${END}]+)`,
    `(?<email>(?<![\\p{L}\\p{N}._%+@-])[\\p{L}\\p{N}_%+][\\p{L}\\p{N}._%+-]*@${HOST})`,
    `(?<bare>(?<![\\p{L}\\p{N}._@/\\\\-])${HOST}(?::\\d{1,5}(?!\\d))?(?:[/?#][^${END}]*)?)`,
  ].join('|'),
  'giu',
);

/**
 * Without "https://" only these make a link: a forgotten blank after a full stop ("пришли.Дети") must not. Words of
 * Russian that are also domains (дети, онлайн, москва) are therefore not among them.
 */
const BARE_ENDINGS = new Set(
  (
    'ru su рф рус com org net info biz pro edu gov int io me tv by kz uz kg md ge eu uk de fr cz it cn ' +
    'online site app dev link school academy moscow tatar tech space store shop cloud'
  ).split(' '),
);

export function linksIn(text: string): Found[] {
  // Most messages have neither, and then nothing is looked at letter by letter.
  if (!text.includes('.') && !text.includes('://')) return [];
  return [...text.matchAll(CANDIDATE)].flatMap((match) => {
    const { full, email, bare } = match.groups ?? {};
    const token = full ? fullLink(full) : email ? emailLink(email) : bareLink(bare ?? '');
    return token ? [{ at: match.index, token }] : [];
  });
}

function fullLink(found: string): Token | null {
  const text = withoutTail(found);
  return hostOf(text) ? { kind: 'link', text, href: text } : null;
}

function emailLink(found: string): Token | null {
  const text = withoutTail(found);
  const ending = text.split('.').at(-1) ?? '';
  return /^\p{L}{2,}$/u.test(ending) ? { kind: 'email', text, href: `mailto:${text}` } : null;
}

function bareLink(found: string): Token | null {
  const text = withoutTail(found);
  const host = /^[^:/?#]*/.exec(text)?.[0] ?? '';
  const labels = host.split('.');
  const ending = labels.at(-1) ?? '';
  const hasWww = labels.length > 2 && /^www$/i.test(labels[0] ?? '');
  const isKnown = hasWww ? /^\p{L}{2,}$/u.test(ending) : isBareEnding(ending);
  const href = `https://${text}`;
  return isKnown && hostOf(href) ? { kind: 'link', text, href } : null;
}

/** "ВОТ.РФ" is shouted, "слово.Рф" is a sentence that begins without a blank. */
function isBareEnding(ending: string): boolean {
  return BARE_ENDINGS.has(ending.toLowerCase()) && (ending === ending.toLowerCase() || ending === ending.toUpperCase());
}

/** As the browser understands it; null when it is no address. */
function hostOf(href: string): string | null {
  try {
    return new URL(href).hostname || null;
  } catch {
    return null;
  }
}

const TAIL = /[.,;:!?…'*_~|-]$/u;
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The full stop after an address belongs to the sentence, and a bracket to whoever opened it. */
function withoutTail(found: string): string {
  let text = found;
  for (;;) {
    const opener = PAIRS[text.at(-1) ?? ''];
    const isForeign = opener !== undefined && countOf(text, opener) < countOf(text, text.at(-1) ?? '');
    if (!isForeign && !TAIL.test(text)) return text;
    text = text.slice(0, -1);
  }
}

const countOf = (text: string, letter: string) => text.split(letter).length - 1;
