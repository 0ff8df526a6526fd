/** What the answer to `message.send` means for the letter. */
import type { Outcome } from '../../../live/calls';
import type { Failure } from '../../../store/state';

export type Verdict =
  | { kind: 'stored'; no: number; seq: number; at: number }
  /** The same letter again after a pause; those behind it wait too, which keeps the order. */
  | { kind: 'again'; afterMs: number }
  /** The server failed: worth a few more tries, not endless ones. */
  | { kind: 'failing'; afterMs: number; failure: Failure }
  /** No line, or nobody signed in: the letter stays where it is. */
  | { kind: 'later' }
  | { kind: 'refused'; failure: Failure };

/** When the server names no pause of its own. */
const SHORT_PAUSE_MS = 500;
/** A server that fails needs longer. */
const LONG_PAUSE_MS = 2_000;

export function verdictOf(outcome: Outcome<'message.send'>): Verdict {
  if (outcome.ok) return { kind: 'stored', ...outcome.ok };
  const { code, message, retry_after_ms } = outcome.error;
  switch (code) {
    case 'busy':
    case 'too_fast':
    case 'retry_same_key':
      return { kind: 'again', afterMs: retry_after_ms ?? SHORT_PAUSE_MS };
    case 'connection_lost':
    case 'signed_out':
      return { kind: 'later' };
    case 'broken':
      return { kind: 'failing', afterMs: LONG_PAUSE_MS, failure: { code, message } };
    default:
      return { kind: 'refused', failure: { code, message } };
  }
}
