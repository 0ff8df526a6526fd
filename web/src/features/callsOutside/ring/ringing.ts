/** Which call rings for this person; small, because it is looked at from the first screen on. */
import type { CallBrief, Row } from '../../../api/shapes';
import { isMuted } from '../../../store/select/rows';
import type { State } from '../../../store/state';

/** Whether a call rings in a chat for somebody who sits there. */
export function isRinging(row: Row, call: CallBrief, me: number, now: number): boolean {
  if (call.by === me || call.ring_until <= now || isMuted(row, now)) return false;
  // Between two, whoever is the second in it has answered, on whatever device.
  if (row.kind === 'direct' && call.count > 1) return false;
  return call.rings?.includes(me) ?? true;
}

/** The chat of the call that rings, if one does. */
export function ringingChat({ rows, me }: State, now: number, settled: ReadonlySet<number>): number | null {
  if (!me) return null;
  for (const row of Object.values(rows)) {
    if (row.call && !settled.has(row.call.id) && isRinging(row, row.call, me.id, now)) return row.id;
  }
  return null;
}
