/** How many tiles stand on a page and in how many columns; which picture is large. */
import type { CallView, Seat } from './view';

export interface Grid {
  columns: number;
  rows: number;
  /** How many tiles a page holds. */
  size: number;
}

export const GAP = 8;
const WIDEST = 16 / 9;
/** Cameras give wide pictures; on a page held upright they are cut to portraits all the same. */
const NARROWEST = { wide: 4 / 3, upright: 3 / 4 };
/** A tile smaller than this shows no face any more. */
const LEAST = 112;

/** The most tiles on one page: nine on a desktop, six on a phone, whichever way it is held. */
function mostIn(width: number, height: number): number {
  const fitting = Math.max(1, Math.floor(width / LEAST)) * Math.max(1, Math.floor(height / LEAST));
  return Math.min(fitting, width >= 640 && height >= 440 ? 9 : 6);
}

/** The columns that leave the largest tiles. */
export function gridOf(count: number, width: number, height: number): Grid {
  const size = Math.max(1, Math.min(count, mostIn(width, height)));
  let best: Grid = { columns: 1, rows: size, size };
  let bestSeen = 0;
  const narrowest = width > height ? NARROWEST.wide : NARROWEST.upright;
  for (let columns = 1; columns <= size; columns += 1) {
    const rows = Math.ceil(size / columns);
    const seen = seenIn((width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows, narrowest);
    // An empty place at the end costs a little: five stand better as 3 + 2 than as 2 + 2 + 1.
    const worth = seen * (size / (columns * rows)) ** 0.5;
    if (worth > bestSeen * 1.001) {
      best = { columns, rows, size };
      bestSeen = worth;
    }
  }
  return best;
}

/** What is seen of somebody: the part of a tile that is no wider and no narrower than pictures are. */
function seenIn(width: number, height: number, narrowest: number): number {
  return Math.min(width, height * WIDEST) * Math.min(height, width / narrowest);
}

export function pagesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const pages: Item[][] = [];
  for (let at = 0; at < items.length; at += size) pages.push(items.slice(at, at + size));
  return pages.length > 0 ? pages : [[]];
}

const rankOf = (seat: Seat) => (seat.isMe ? 0 : seat.part === 'host' || seat.part === 'peer' ? 1 : 2);

/** Me, then who runs the call, then the others as they came; viewers have no tile. */
export function seated(seats: readonly Seat[]): readonly Seat[] {
  return seats
    .filter((seat) => seat.part !== 'viewer')
    .toSorted((one, other) => rankOf(one) - rankOf(other) || one.cameAt - other.cameAt);
}

/** Puts who speaks on a later page in the place of the last silent one of the first page. */
export function withSpeaker(order: readonly Seat[], speaker: string | null, size: number): readonly Seat[] {
  const from = order.findIndex((seat) => seat.identity === speaker);
  if (from < size) return order;
  const to = order.slice(0, size).findLastIndex((seat) => !seat.isMe && seat.part !== 'host' && !seat.isSpeaking);
  const [loud, silent] = [order[from], order[to]];
  if (!loud || !silent) return order;
  return order.with(to, loud).with(from, silent);
}

/** What stands large: whose, and whether it is the screen they show. */
export interface Large {
  identity: string;
  isScreen: boolean;
}

export type Look = 'grid' | 'speaker';

/** Nothing is large in a grid, unless somebody was pinned or shows a screen. My own screen is never large to me. */
export function largeOf({ seats, speaker }: CallView, look: Look, pinned: string | null): Large | null {
  const pinnedSeat = seats.find((seat) => seat.identity === pinned);
  if (pinnedSeat) return { identity: pinnedSeat.identity, isScreen: pinnedSeat.screen !== '' && !pinnedSeat.isMe };
  const showing = seats.find((seat) => seat.screen && !seat.isMe);
  if (showing) return { identity: showing.identity, isScreen: true };
  if (look === 'grid') return null;
  const others = seated(seats).filter((seat) => !seat.isMe);
  const spoke = others.find((seat) => seat.identity === speaker) ?? others[0];
  return spoke ? { identity: spoke.identity, isScreen: false } : null;
}

/** Two people: the other fills the stage, one's own picture lies in the corner. */
export const isPair = (seats: readonly Seat[]) =>
  seats.length === 2 && seats.some((seat) => seat.isMe && seat.part !== 'viewer');
