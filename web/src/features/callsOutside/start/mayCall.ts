import type { Me, Row } from '../../../api/shapes';

const NO_STAFF = new Set(['pupil', 'guardian']);

/**
 * Whether a handset stands over a chat. What the server would refuse to everybody of a role is not offered: a call in a
 * chat of the roster is begun by staff, one in a group by no pupil. The rest is for the server to say.
 */
export function mayCall(row: Pick<Row, 'kind' | 'may'>, me: Me | null): boolean {
  if (!me || !row.may.includes('call')) return false;
  if (row.kind === 'direct' || me.roles.some(({ role }) => !NO_STAFF.has(role))) return true;
  return row.kind === 'group' && !me.roles.some(({ role }) => role === 'pupil');
}
