/** Sends the letters of one conversation one after another, until the shelf is empty or the line is gone. */
import type { Outcome } from '../../../live/calls';
import type { Failure, Unsent } from '../../../store/state';
import { verdictOf } from './verdict';

/** Everything outside the order of sending, so that a test can stand in for it. */
export interface Post {
  waiting(): Promise<Unsent[]>;
  send(letter: Unsent): Promise<Outcome<'message.send'>>;
  pause(ms: number): Promise<void>;
  onStored(letter: Unsent, ok: { no: number; seq: number; at: number }): Promise<void>;
  onRefused(letter: Unsent, failure: Failure): Promise<void>;
}

/** After so many failures in a row the person is told and may try again by hand. */
const MOST_FAILURES = 5;

export async function deliver(post: Post): Promise<void> {
  let failures = 0;
  for (;;) {
    const letter = (await post.waiting()).find((one) => one.failure === null);
    if (!letter) return;
    const verdict = verdictOf(await post.send(letter));
    if (verdict.kind === 'later') return;
    failures = verdict.kind === 'failing' ? failures + 1 : 0;
    if (verdict.kind === 'again') await post.pause(verdict.afterMs);
    else if (verdict.kind === 'failing' && failures < MOST_FAILURES) await post.pause(verdict.afterMs);
    else if (verdict.kind === 'stored') await post.onStored(letter, verdict);
    else await post.onRefused(letter, verdict.failure);
  }
}
