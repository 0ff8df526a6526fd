/** People one may bring into a chat, as values; the server decides who they are. */
import type { Candidate, Someone } from '../../../api/groups';

export const keyOf = ({ profile, person }: { profile: number | null; person: number | null }) =>
  profile === null ? `person ${person}` : `profile ${profile}`;

/** How the server is told whom we mean. */
export function someoneOf({ profile, person }: { profile: number | null; person: number | null }): Someone {
  if (profile !== null) return { profile };
  return { person: person ?? 0 };
}

/** As many as the server takes at once. */
export const MOST_AT_ONCE = 200;

export const isChosen = (chosen: readonly Candidate[], one: Candidate) =>
  chosen.some((other) => keyOf(other) === keyOf(one));

/** Takes somebody in, or out when they were in. */
export function toggled(chosen: readonly Candidate[], one: Candidate): readonly Candidate[] {
  return isChosen(chosen, one) ? chosen.filter((other) => keyOf(other) !== keyOf(one)) : [...chosen, one];
}

export function withAll(chosen: readonly Candidate[], more: readonly Candidate[]): readonly Candidate[] {
  return [...chosen, ...more.filter((one) => !isChosen(chosen, one))].slice(0, MOST_AT_ONCE);
}
