/** Words as they are looked for: by their beginnings, "Ёлка" and "елка" the same, and never in the middle ("тарелка"). */

/** Stands where a word begins, in what is looked through and in what is looked for. */
const BEGIN = '·';

/** Every beginning at which a search may start. */
export function searchable(words: string): string {
  const parts = plain(words).split(/[^\p{L}\p{N}-]+/u);
  return parts.map((_, index) => BEGIN + parts.slice(index).join(' ')).join('');
}

/** What the person typed, in the same form. */
export function sought(typed: string): string {
  const words = plain(typed).trim().replace(/\s+/g, ' ');
  return words === '' ? '' : BEGIN + words;
}

const plain = (words: string) => words.toLowerCase().replaceAll('ё', 'е');
