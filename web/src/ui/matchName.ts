/** Whether a name answers to what was typed: ё is е, case and the order of words do not matter. */
export function matchName(name: string, query: string): boolean {
  const words = wordsOf(name);
  return wordsOf(query).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\d]+/gu) ?? []
  );
}
