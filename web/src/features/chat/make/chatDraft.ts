/** A chat that is being made. It outlives the screen, so a wrong "back" costs nothing; a reload forgets it. */
import type { AbilityName, Candidate, Candidates, NewChat } from '../../../api/groups';
import { read } from '../../../store/store';
import { isChosen, MOST_AT_ONCE, someoneOf } from './candidates';

export interface ChatDraft {
  title: string;
  chosen: readonly Candidate[];
  abilities: readonly AbilityName[];
  picture: number | null;
}

/** As the server has it: members talk, administrators do the rest. */
export const FIRST_ABILITIES: readonly AbilityName[] = ['write', 'call'];

export const LONGEST_TITLE = 100;

export const emptyDraft: ChatDraft = { title: '', chosen: [], abilities: FIRST_ABILITIES, picture: null };

let kept: { me: number | undefined; from: number | null; draft: ChatDraft } | null = null;

export function keptDraft(from: number | null): ChatDraft | null {
  return kept && kept.from === from && kept.me === read().me?.id ? kept.draft : null;
}

export function keepDraft(from: number | null, draft: ChatDraft) {
  kept = { me: read().me?.id, from, draft };
}

export function dropDraft() {
  kept = null;
}

/** A new chat begins with the people and the abilities of the one it is made from, as far as one may bring them. */
export function draftFrom(from: number, allowed: Candidates | null): ChatDraft {
  const { rows, rolls, me } = read();
  const row = rows[from];
  if (!row) return emptyDraft;
  const others = (rolls[from]?.members.members ?? []).filter((member) => member.profile !== me?.id);
  const chosen = others.map((member) => ({ ...member, units: [] })).filter((one) => mayCome(one, allowed));
  return { ...emptyDraft, chosen: chosen.slice(0, MOST_AT_ONCE), abilities: row.abilities };
}

/** Where not all travel at once, the server says it of those who were chosen. */
const mayCome = (one: Candidate, allowed: Candidates | null) =>
  allowed === null || allowed.more || isChosen(allowed.candidates, one);

export function chatOf({ title, chosen, abilities, picture }: ChatDraft): NewChat {
  const people = chosen.map(someoneOf);
  return { title: title.trim(), people, abilities: [...abilities], ...(picture !== null && { picture }) };
}
