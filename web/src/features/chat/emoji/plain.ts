/** A word as it is looked for: "Ёлка" and "елка" are the same. */
export function plain(words: string): string {
  return words.toLowerCase().replaceAll('ё', 'е');
}
