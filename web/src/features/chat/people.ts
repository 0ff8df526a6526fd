/** Those who sit in a conversation, by profile: what stands beside a name. */
import { isStaffKind } from '../../api/people';
import type { Member } from '../../api/shapes';

export interface Person {
  name: string;
  badge: string;
  isStaff: boolean;
  isAdmin: boolean;
  isLinked: boolean;
}

export type People = ReadonlyMap<number, Person>;

export const NOBODY: People = new Map();

export function peopleOf(members: readonly Member[]): People {
  return new Map(
    members.flatMap(({ profile, name, badge, kind, role, linked }) =>
      profile === null
        ? []
        : [[profile, { name, badge, isStaff: isStaffKind(kind), isAdmin: role === 'admin', isLinked: linked }]],
    ),
  );
}

interface Named {
  id: number;
  name: string;
}

/** The two of a direct chat, where nobody needs a badge. */
export function pairOf(...two: readonly [Named, Named]): People {
  const plain = { badge: '', isStaff: false, isAdmin: false, isLinked: true };
  return new Map(two.map(({ id, name }) => [id, { name, ...plain }]));
}
