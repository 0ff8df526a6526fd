/** The emoji of this device, the last first. Signing out empties the browser's stores, and so these. */
const KEY = 'peremena.emoji';
/** Two rows of a phone. */
const MOST = 16;

export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((sign) => typeof sign === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(sign: string) {
  const signs = [sign, ...recentEmoji().filter((other) => other !== sign)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(signs));
  } catch {
    // A full or forbidden store: the picker works without them.
  }
}
