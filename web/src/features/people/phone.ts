/** Phone numbers as people type them and as the server wants them. */

const RUSSIAN_DIGITS = 11;

/** Digits with the country's 7 in front: «8 910…» and «910…» are Russian too. */
function digitsOf(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  if (typed.trim().startsWith('+')) return digits;
  if (digits.startsWith('8')) return `7${digits.slice(1)}`;
  return digits.startsWith('9') ? `7${digits}` : digits;
}

/** «+7 910 555-12-48», while it is being typed; numbers of other countries stay plain. */
export function formatPhone(typed: string): string {
  const digits = digitsOf(typed);
  if (digits === '') return typed.trim() === '+' ? '+' : '';
  if (!digits.startsWith('7')) return `+${digits.slice(0, 15)}`;
  const [, area, first, second, third] = /^7(\d{0,3})(\d{0,3})(\d{0,2})(\d{0,2})/.exec(digits) ?? [];
  const local = [first, second, third].filter(Boolean).join('-');
  return ['+7', area, local].filter(Boolean).join(' ');
}

/** E.164, or null while the number is not whole. */
export function normalisePhone(typed: string): string | null {
  const digits = digitsOf(typed);
  if (digits.startsWith('7')) return digits.length === RUSSIAN_DIGITS ? `+${digits}` : null;
  return digits.length >= 10 && digits.length <= 15 ? `+${digits}` : null;
}

/** Where the caret belongs in `formatted` so that as many digits stand behind it as before. */
export function caretIn(formatted: string, digitsAfter: number): number {
  let left = digitsAfter;
  let at = formatted.length;
  while (at > 0 && left > 0) {
    at -= 1;
    if (/\d/.test(formatted[at] ?? '')) left -= 1;
  }
  return at;
}
