/** How a text is shown by its size: a few emoji large, a long text folded. Only counting, no measuring. */

const PICTURE = '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\uFE0F)';
/** One sign as people see it: flags, keys, families joined of several. */
const SIGN =
  `(?:\\p{Regional_Indicator}{2}|[#*0-9]\\uFE0F?\\u20E3|` +
  `${PICTURE}\\p{Emoji_Modifier}?[\\u{E0020}-\\u{E007F}]*(?:\\u200D\\p{Extended_Pictographic}\\uFE0F?\\p{Emoji_Modifier}?)*)`;
const FEW = new RegExp(`^(?:${SIGN}){1,3}$`, 'u');
const EACH = new RegExp(SIGN, 'gu');
/** Three families are the longest; anything longer need not be looked at. */
const LONGEST_FEW = 80;

/** 1 to 3 when the text is nothing but so many emoji, else 0. */
export function loneEmoji(text: string): number {
  if (text.length > LONGEST_FEW) return 0;
  const signs = text.replace(/\s+/g, '');
  return FEW.test(signs) ? (signs.match(EACH)?.length ?? 0) : 0;
}

/** A wide bubble holds about so many letters in a line, a narrow one fewer. */
const LINE_LETTERS = 56;
/** Below this folding would hide a line or two: not worth a button. The fold itself is in MessageText.module.css. */
const LONG_LINES = 24;

export function isLong(text: string): boolean {
  if (text.length < LONG_LINES) return false;
  let lines = 0;
  for (const line of text.split('\n')) {
    lines += Math.max(1, Math.ceil(line.length / LINE_LETTERS));
    if (lines > LONG_LINES) return true;
  }
  return false;
}
