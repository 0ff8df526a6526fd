/** Messages on their way: the echo appears at once and gives its place to the real message. */
import type { Failure, State, Unsent } from '../state';
import { applyMessage } from './message';

/** A new echo at the end, or the same letter in a new condition. */
export function applyUnsent(state: State, letter: Unsent): State {
  if (isKnownAsSent(state, letter)) return state;
  const isKnown = state.unsent.some((other) => other.key === letter.key);
  const unsent = isKnown
    ? state.unsent.map((other) => (other.key === letter.key ? letter : other))
    : [...state.unsent, letter];
  return { ...state, unsent };
}

/** What an earlier visit left unsent, in its order, before what was written since. */
export function applyUnsentKept(state: State, kept: readonly Unsent[]): State {
  const keys = new Set(kept.map((letter) => letter.key));
  const since = state.unsent.filter((letter) => !keys.has(letter.key));
  return { ...state, unsent: [...kept.filter((letter) => !isKnownAsSent(state, letter)), ...since] };
}

export function applyFailed(state: State, key: string, failure: Failure): State {
  return {
    ...state,
    unsent: state.unsent.map((letter) => (letter.key === key ? { ...letter, failure } : letter)),
  };
}

export function applyDropped(state: State, key: string): State {
  return { ...state, unsent: state.unsent.filter((letter) => letter.key !== key) };
}

/** The server's `ok`: the echo becomes the message, whether or not its event has come. */
export function applyStored(state: State, letter: Unsent, ok: { no: number; seq: number; at: number }): State {
  if (!state.me) return state;
  // What the server told is more than the echo knows.
  if (isKnownAsSent(state, letter)) return applyDropped(state, letter.key);
  const { id: by, name } = state.me;
  const message = { ...ok, by, name, ...contentOf(letter) };
  return applyDropped(applyMessage(state, letter.conversation, message), letter.key);
}

/** What of a letter becomes the message, in the form the server gives it. */
function contentOf({ key, text, reply, mentions, forward }: Unsent) {
  return {
    key,
    text,
    ...(reply ? { reply } : {}),
    ...(mentions?.length ? { mentions: [...mentions] } : {}),
    ...(forward?.forwarded ? { forwarded: forward.forwarded } : {}),
  };
}

/** Its message may already be here: an answer was lost, or another tab brought it. */
function isKnownAsSent(state: State, letter: Unsent): boolean {
  const messages = state.feeds[letter.conversation]?.messages ?? [];
  return (
    state.rows[letter.conversation]?.last?.key === letter.key || messages.some((message) => message.key === letter.key)
  );
}
