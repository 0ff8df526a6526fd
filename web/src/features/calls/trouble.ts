/** `blocked`: the browser was told no; `absent`: there is none; `busy`: another program has it; `open`: no https. */
export type Trouble = 'blocked' | 'absent' | 'busy' | 'open';

export function troubleOf(error: unknown): Trouble {
  if (!window.isSecureContext) return 'open';
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'absent';
}
