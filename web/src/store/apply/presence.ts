/** Who of the people on the screen is online; everybody else is not known and not shown. */
import type { State } from '../state';

export function applyPresence(state: State, event: { profile: number; online: boolean }): State {
  if (state.online.has(event.profile) === event.online) return state;
  const online = new Set(state.online);
  if (event.online) online.add(event.profile);
  else online.delete(event.profile);
  return { ...state, online };
}

/** The answer to a watch replaces what an earlier watch knew. */
export function applyWatched(state: State, online: readonly number[]): State {
  return { ...state, online: new Set(online) };
}
