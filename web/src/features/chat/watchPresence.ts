import { command } from '../../live/connection';
import { applyWatched } from '../../store/apply/presence';
import { change } from '../../store/store';

/** The protocol's bound: presence is for people on the screen. */
export const WATCHED_AT_MOST = 50;

export async function watchPresence(profiles: readonly number[]) {
  const { ok } = await command('presence.watch', { profiles: profiles.slice(0, WATCHED_AT_MOST) });
  if (ok) change(applyWatched, ok.online);
}
