/** What whoever gathers people wants, and how that is asked of the server. */
import { useMemo } from 'react';
import type { AudienceChoice, Audiences, CallPlan } from '../../../api/callsOutside';
import type { Row } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { mayCall } from '../start/mayCall';
import type { Unit, Whom } from './audience';
import { moment } from './wishes';

export interface Gathering {
  isBroadcast: boolean;
  title: string;
  /** As the field of the browser writes it; empty is now. */
  at: string;
  isVideo: boolean;
  hasGuests: boolean;
  unit: Unit | 'link';
  number: number | null;
  whom: Whom;
}

export type Chat = Pick<Row, 'id' | 'kind' | 'title' | 'member_count'>;

/** The chats that I may gather: those where I may call, but for chats of two. */
export function useChats(): readonly Chat[] {
  const rows = useLive((state) => state.rows);
  const me = useLive((state) => state.me);
  return useMemo(
    () =>
      Object.values(rows)
        .filter((row) => row.kind !== 'direct' && row.kind !== 'call' && mayCall(row, me))
        .toSorted((one, other) => one.title.localeCompare(other.title)),
    [rows, me],
  );
}

const UNITS: readonly Unit[] = ['class', 'grade', 'school', 'family'];

/** The units that there are anything of, in the order of the form. */
export function unitsOf({ choices }: Audiences, chats: readonly Chat[]): readonly Unit[] {
  const own = UNITS.filter((unit) => choices.some((one) => one.unit === unit));
  return chats.length > 0 ? [...own, 'chat'] : own;
}

export const choicesOf = ({ choices }: Audiences, unit: Unit): readonly AudienceChoice[] =>
  choices.filter((one) => one.unit === unit);

/** The first of a unit, so that no field is ever empty. */
export function firstOf(unit: Unit, audiences: Audiences, chats: readonly Chat[]): number | null {
  return (unit === 'chat' ? chats[0]?.id : choicesOf(audiences, unit)[0]?.number) ?? null;
}

export function firstGathering(audiences: Audiences, chats: readonly Chat[], chat: number | null): Gathering {
  const isOfChat = chat !== null && chats.some(({ id }) => id === chat);
  const unit = isOfChat ? 'chat' : (unitsOf(audiences, chats)[0] ?? 'link');
  return {
    isBroadcast: unit === 'link',
    title: '',
    at: '',
    isVideo: true,
    hasGuests: true,
    unit,
    number: isOfChat ? chat : unit === 'link' ? null : firstOf(unit, audiences, chats),
    whom: 'guardians',
  };
}

/** How many people that are; null where anybody with the link may come. */
export function sizeOf({ unit, number, whom }: Gathering, audiences: Audiences, chats: readonly Chat[]): number | null {
  if (unit === 'link') return null;
  if (unit === 'chat') return chats.find(({ id }) => id === number)?.member_count ?? 0;
  const choice = choicesOf(audiences, unit).find((one) => one.number === number);
  if (!choice) return 0;
  return unit === 'family' ? choice.guardians : choice[whom === 'all' ? 'everybody' : whom];
}

export function gatheringPlan(wanted: Gathering, noTitle: string): CallPlan {
  const { isBroadcast, title, at, isVideo, hasGuests, unit, number, whom } = wanted;
  return {
    title: title.trim() || noTitle,
    kind: isBroadcast ? 'broadcast' : 'meeting',
    audience: unit === 'link' || number === null ? null : { unit, number, whom },
    media: isVideo ? 'video' : 'audio',
    planned_at: moment(at),
    lobby: false,
    guests: unit === 'link' && hasGuests,
    speak: 'all',
    camera: 'all',
    share: 'hosts',
    write: 'all',
  };
}
