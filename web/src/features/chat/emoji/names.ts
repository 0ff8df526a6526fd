/** The signs this device can draw, with their names in the language of the screen. Fetched when first asked for. */
import { t } from '@lingui/core/macro';
import type { EmojiData } from 'frimousse';
import { isDrawn, newPen } from './drawn';
import { searchable } from './plain';

type Row = [sign: string, group: number, version: number, name: string, words: string];

/** Windows has no flags of countries: it shows their letters. */
const FLAGS = 9;
const A_FLAG = '🇷🇺';
const IS_COUNTRY = /^\p{Regional_Indicator}/u;

/** Given to the picker, which asks once for each language. */
export async function emojiNames(locale: string): Promise<EmojiData> {
  const rows = await rowsOf(locale);
  const isKnown = knownBy(rows);
  return {
    locale,
    emojis: rows.filter(isKnown).map(emojiOf),
    categories: groups().map(([index, label]) => ({ index, label })),
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  };
}

async function rowsOf(locale: string): Promise<Row[]> {
  const file = locale === 'en' ? await import('./names/en.json') : await import('./names/ru.json');
  return file.default as unknown as Row[];
}

/** Among the words stands all that finds it; the name itself is only shown and said. */
function emojiOf([emoji, category, version, label, words]: Row): EmojiData['emojis'][number] {
  return { emoji, category, version, label, tags: [searchable(label), ...words.split(' ').map(searchable)] };
}

/** Fonts come with whole editions: the newest edition of which a sign is drawn is the device's. */
function knownBy(rows: readonly Row[]): (row: Row) => boolean {
  const pen = newPen();
  if (!pen) return () => true;
  const samples = new Map(rows.map(([sign, , version]) => [version, sign]));
  const versions = [...samples.keys()].sort((one, other) => other - one);
  const newest = versions.find((version) => isDrawn(pen, samples.get(version) ?? ''));
  // Not one: a device without any such font still sends them to others.
  if (newest === undefined) return () => true;
  const hasFlags = isDrawn(pen, A_FLAG);
  return ([sign, group, version]) => version <= newest && (hasFlags || group !== FLAGS || !IS_COUNTRY.test(sign));
}

/** The numbers are those of Unicode; 2 holds parts of emoji and is not shown. */
function groups(): [number, string][] {
  return [
    [0, t`Улыбки и чувства`],
    [1, t`Люди и жесты`],
    [3, t`Животные и природа`],
    [4, t`Еда и напитки`],
    [5, t`Места и поездки`],
    [6, t`Праздники и спорт`],
    [7, t`Вещи`],
    [8, t`Знаки`],
    [9, t`Флаги`],
  ];
}
