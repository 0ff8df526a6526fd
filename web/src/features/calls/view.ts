/** A call as the screens see it: plain values, no word of the media library. */
import type { CallOut, Part, Policy, Power, RoomState, Waiting } from '../../api/calls';

export type Quality = 'good' | 'poor' | 'lost' | 'unknown';
export type Source = 'camera' | 'screen';
export type Hosting = '' | 'possible' | 'appointed';

/** One participant. */
export interface Seat {
  identity: string;
  /** The number of the participant, for what a host does; null until the server has told it. */
  id: number | null;
  name: string;
  isMe: boolean;
  part: Part;
  kind: string;
  /** The person in chats; null for guests. */
  profile: number | null;
  /** Whether they can be made a host, or are one for this call alone. */
  hosting: Hosting;
  badge: string;
  invitedBy: string;
  /** When the hand went up; null while it is down. */
  handAt: number | null;
  may: string;
  hasSound: boolean;
  /** The picture of the camera, and of the shown screen; empty while there is none. Another one is a new picture. */
  camera: string;
  screen: string;
  isSpeaking: boolean;
  quality: Quality;
  cameAt: number;
}

/** `preview` before the door, `inside` behind it; the others are at it, or were sent away from it. */
export type Phase = 'preview' | 'asking' | 'waiting' | 'elsewhere' | 'refused' | 'inside' | 'over';

/** What is not fetched because the line is weak. */
export type Paused = 'nothing' | 'cameras' | 'pictures';

export interface CallView {
  phase: Phase;
  /** The server's sentence at the door. */
  why: string;
  /** It was behind the door that one was sent away. */
  wasInside: boolean;
  call: CallOut | null;
  room: RoomState | null;
  /** Me first, then in the order in which they came. */
  seats: readonly Seat[];
  /** Who of the others spoke last. */
  speaker: string | null;
  /** The line fell and is being mended. */
  isMending: boolean;
  isSoundOnly: boolean;
  paused: Paused;
  /** The browser wants a tap before it plays sound. */
  isSilent: boolean;
  lobby: readonly Waiting[];
}

export const NOWHERE: CallView = {
  phase: 'preview',
  why: '',
  wasInside: false,
  call: null,
  room: null,
  seats: [],
  speaker: null,
  isMending: false,
  isSoundOnly: false,
  paused: 'nothing',
  isSilent: false,
  lobby: [],
};

export const meOf = (view: CallView): Seat | null => view.seats.find((seat) => seat.isMe) ?? null;

/** What I may do now: as the media server was told, and before it answered as the call said. */
export function mayI(view: CallView, power: Power): boolean {
  const me = meOf(view);
  if (me?.may) return me.may.split(',').includes(power);
  return view.call?.may.includes(power) ?? false;
}

export const isBroadcast = (view: CallView): boolean => view.call?.kind === 'broadcast';

/** I only watch: before the door, and behind it until a host makes me one. */
export const isViewer = (view: CallView): boolean => (meOf(view)?.part ?? view.call?.part) === 'viewer';

export const titleOf = (view: CallView): string => view.room?.title || view.call?.title || '';

export const policyOf = (view: CallView): Policy | null => view.room?.policy ?? view.call?.policy ?? null;

/** Whoever wants to say something, the first who asked in front. */
export function handQueue(seats: readonly Seat[]): readonly Seat[] {
  return seats.filter((seat) => seat.handAt !== null).toSorted((one, other) => (one.handAt ?? 0) - (other.handAt ?? 0));
}

/** The places in the queue of hands, from 1. */
export function placesOf(seats: readonly Seat[]): ReadonlyMap<string, number> {
  return new Map(handQueue(seats).map((seat, index) => [seat.identity, index + 1]));
}

const PARTS: readonly string[] = ['host', 'peer', 'member', 'guest', 'viewer'];

type FromServer = Pick<Seat, 'id' | 'part' | 'kind' | 'profile' | 'hosting' | 'badge' | 'invitedBy' | 'handAt' | 'may'>;

/** Reads the attributes of a participant, which only the server writes; what is missing has the least rights. */
export function readPerson(attributes: Readonly<Record<string, string>>): FromServer {
  const { id, part = '', kind = '', profile, hosting, badge = '', invited_by = '', hand, may = '' } = attributes;
  return {
    id: numberOf(id),
    part: PARTS.includes(part) ? (part as Part) : 'member',
    kind,
    profile: numberOf(profile),
    hosting: hosting === 'possible' || hosting === 'appointed' ? hosting : '',
    badge,
    invitedBy: invited_by,
    handAt: numberOf(hand),
    may,
  };
}

const numberOf = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : null);

const NOBODY_WATCHES = { frozen: false, waiting: 0, viewers: 0, questions: 0, shown: null };

/** Reads the metadata of the room; null when there are none, or others than ours. */
export function readRoom(metadata: string | undefined): RoomState | null {
  try {
    const told = JSON.parse(metadata || 'null') as RoomState | null;
    return told?.policy ? { ...NOBODY_WATCHES, ...told } : null;
  } catch {
    return null;
  }
}

/** Keeps the seats that did not change, so that their tiles need not be drawn again. */
export function keepSame(before: readonly Seat[], after: readonly Seat[]): readonly Seat[] {
  const known = new Map(before.map((seat) => [seat.identity, seat]));
  const kept = after.map((seat) => {
    const old = known.get(seat.identity);
    return old && isSame(old, seat) ? old : seat;
  });
  return kept.length === before.length && kept.every((seat, index) => seat === before[index]) ? before : kept;
}

const isSame = (one: Seat, other: Seat) =>
  (Object.keys(one) as (keyof Seat)[]).every((field) => one[field] === other[field]);
