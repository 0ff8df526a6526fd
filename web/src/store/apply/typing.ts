/** Who is typing: seen for five seconds, unless told again. */
import type { State } from '../state';
import { withoutTypist } from './message';

export const TYPING_SEEN_MS = 5_000;

export function applyTyping(
  state: State,
  conversation: number,
  event: { by: number; name: string },
  now: number,
): State {
  if (event.by === state.me?.id) return state;
  const others = withoutTypist(state.typists, conversation, event.by)[conversation] ?? [];
  const typist = { by: event.by, name: event.name, until: now + TYPING_SEEN_MS };
  return { ...state, typists: { ...state.typists, [conversation]: [...others, typist] } };
}

export function applyTypingExpired(state: State, now: number): State {
  const typists: Record<number, State['typists'][number]> = {};
  for (const [conversation, here] of Object.entries(state.typists)) {
    const still = here.filter((typist) => typist.until > now);
    if (still.length > 0) typists[Number(conversation)] = still;
  }
  return { ...state, typists };
}
