/** What happened between two pictures of a call, for those who do not see it. */
import type { CallView, Seat } from './view';

export type News =
  | { what: 'came' | 'left' | 'hand' | 'screen'; who: string }
  | { what: 'many came' | 'many left'; count: number }
  | { what: 'thawed' }
  | { what: 'knock'; count: number };

/** More than so many names at once are noise: they are counted. */
const MOST_NAMES = 3;

export function newsOf(before: CallView, after: CallView): readonly News[] {
  const old = new Map(before.seats.map((seat) => [seat.identity, seat]));
  const now = new Set(after.seats.map((seat) => seat.identity));
  const others = after.seats.filter((seat) => !seat.isMe);
  const came = others.filter((seat) => !old.has(seat.identity));
  const left = before.seats.filter((seat) => !seat.isMe && !now.has(seat.identity));
  return [
    ...crowd(came, 'came'),
    ...crowd(left, 'left'),
    ...others.filter((seat) => isNew(old.get(seat.identity), seat, 'handAt')).map(named('hand')),
    ...others.filter((seat) => isNew(old.get(seat.identity), seat, 'screen')).map(named('screen')),
    ...stillness(before, after),
    ...knocks(before, after),
  ];
}

const named = (what: 'came' | 'left' | 'hand' | 'screen') => (seat: Seat) => ({ what, who: seat.name });

/** It is there now, and was not while the person already sat there. */
const isNew = (old: Seat | undefined, seat: Seat, field: 'handAt' | 'screen') =>
  old !== undefined && !old[field] && Boolean(seat[field]);

function crowd(seats: readonly Seat[], what: 'came' | 'left'): readonly News[] {
  if (seats.length <= MOST_NAMES) return seats.map(named(what));
  return [{ what: `many ${what}`, count: seats.length }];
}

function stillness(before: CallView, after: CallView): readonly News[] {
  // That it became still is said by the note that stands there as long as it lasts.
  return before.room?.frozen && !after.room?.frozen ? [{ what: 'thawed' }] : [];
}

function knocks(before: CallView, after: CallView): readonly News[] {
  const count = after.room?.waiting ?? 0;
  return count > (before.room?.waiting ?? 0) ? [{ what: 'knock', count }] : [];
}
