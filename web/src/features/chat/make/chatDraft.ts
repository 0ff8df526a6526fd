/** A chat that is being made. It outlives the screen, so a wrong "back" costs nothing; a reload forgets it. */
import type { AbilityName, Candidate, Member, NewChat } from '../../../api/groups';
import { read } from '../../../store/store';
import { someoneOf } from './candidates';

export interface ChatDraft {
  title: string;
  chosen: readonly Candidate[];
  abilities: readonly AbilityName[];
  picture: number | null;
}

/** As the server has it: members talk, administrators do the rest. */
export const FIRST_ABILITIES: readonly AbilityName[] = ['write', 'call'];

export const LONGEST_TITLE = 100;

const emptyDraft: ChatDraft = { title: '', chosen: [], abilities: FIRST_ABILITIES, picture: null };

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

/** A new chat begins with the people and the abilities of the one it is made from. */
export function firstDraft(from: number | null): ChatDraft {
  const { rows, rolls, me } = read();
  const row = from === null ? undefined : rows[from];
  if (from === null || !row) return emptyDraft;
  const members = (rolls[from]?.members.members ?? []) as Member[];
  const others = members.filter((member) => member.profile !== me?.id);
  return { ...emptyDraft, chosen: others.map((member) => ({ ...member, units: [] })), abilities: row.abilities };
}

export function chatOf({ title, chosen, abilities, picture }: ChatDraft): NewChat {
  const people = chosen.map(someoneOf);
  return { title: title.trim(), people, abilities: [...abilities], ...(picture !== null && { picture }) };
}
