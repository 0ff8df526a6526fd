import type { Forwarded, Mention, Quote } from '../../api/shapes';
import type { Unsent } from '../../store/state';
import { read } from '../../store/store';
import { post } from './outbox/outbox';
import { uuid7 } from './outbox/uuid7';

/** What a message may carry beside its text. */
export interface Carried {
  reply?: Quote | null;
  mentions?: readonly Mention[];
}

/** Says it at once on this screen; the outbox carries it to the server. */
export function sendMessage(conversation: number, text: string, carried: Carried = {}) {
  send(conversation, text, carried);
}

/** A message of another conversation, as the screen shows it; `forwarded` is null without its author. */
export interface Passed {
  no: number;
  text: string;
  forwarded: Forwarded | null;
}

/** Passes messages on in their order. Their words are taken by the server from where they stand. */
export function forwardMessages(conversation: number, from: number, messages: readonly Passed[]) {
  for (const { no, text, forwarded } of messages)
    send(conversation, text, { forward: { conversation: from, no, forwarded } });
}

function send(conversation: number, text: string, carried: Pick<Unsent, 'reply' | 'mentions' | 'forward'>) {
  const { me } = read();
  if (!me) return;
  const letter = { key: uuid7(), profile: me.id, conversation, text, at: Date.now(), failure: null };
  void post({ ...letter, ...carried });
}
