/** Which browser is at hand, as far as its way of giving permission differs. */
export type Browser = 'chrome' | 'safari' | 'firefox' | 'other';

export function browserOf(agent: string): Browser {
  if (/firefox|fxios/i.test(agent)) return 'firefox';
  if (/chrome|chromium|crios|yabrowser|edg/i.test(agent)) return /iphone|ipad/i.test(agent) ? 'safari' : 'chrome';
  return /safari/i.test(agent) ? 'safari' : 'other';
}
