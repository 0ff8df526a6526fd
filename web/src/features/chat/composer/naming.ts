/** Calling somebody by @: what was typed for it, and who is meant. Only functions of values. */
import type { Member } from '../../../api/shapes';
import { matchName } from '../../../ui/matchName';

/** Somebody of this chat who can be called; profile 0 is everybody. */
export interface Person {
  profile: number;
  name: string;
  badge: string;
}

export const EVERYBODY = 0;

/** Between the sign and the caret, in places of the field. */
export interface Asked {
  from: number;
  query: string;
}

/** A name has a few words; further back the sign was an ordinary one. */
const LONGEST_QUERY = 40;
const QUERY = /(?:^|[\s(«"'—-])@([\p{L}\p{N}.-]*(?: [\p{L}\p{N}.-]+){0,2})$/u;

/** What is being asked for at the caret; null when nobody is. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(Math.max(0, caret - LONGEST_QUERY), caret);
  const match = QUERY.exec(before);
  if (!match) return null;
  const query = match[1] ?? '';
  return { from: caret - query.length - 1, query };
}

/** Those who answer to it, everybody first; people who have no profile yet cannot be called. */
export function peopleFor(
  query: string,
  members: readonly Member[],
  { me, mayAll, all }: { me: number | undefined; mayAll: boolean; all: Person },
): Person[] {
  const people = members.flatMap(({ profile, name, badge }) =>
    profile === null || profile === me ? [] : [{ profile, name, badge }],
  );
  const everybody = mayAll ? [all] : [];
  return [...everybody, ...people].filter(({ name }) => query === '' || matchName(name, query));
}
