/** What the person chose for all their devices, here or on another one. */
import type { Preferences } from '../../api/shapes';
import type { State } from '../state';

export function applyPreferencesChanged(state: State, preferences: Preferences): State {
  return { ...state, preferences };
}
