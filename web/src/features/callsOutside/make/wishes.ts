/** What whoever makes a call wants of it, and how that is asked of the server. */
import type { CallPlan, KnownCall, Who } from '../../../api/callsOutside';

export interface CallWishes {
  title: string;
  /** As the field of the browser writes it, «2026-09-01T12:30»; empty is now. */
  at: string;
  isVideo: boolean;
  hasLobby: boolean;
  hasGuests: boolean;
  speak: Who;
  camera: Who;
  share: Who;
  write: Who;
}

export const FIRST_WISHES: CallWishes = {
  title: '',
  at: '',
  isVideo: true,
  hasLobby: true,
  hasGuests: true,
  speak: 'all',
  camera: 'all',
  share: 'hosts',
  write: 'all',
};

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The clock of the device, without seconds. */
export function fieldTime(at: number): string {
  const shift = new Date(at).getTimezoneOffset() * MINUTE;
  return new Date(at - shift).toISOString().slice(0, 16);
}

/** The next full hour. */
export const soon = (now: number) => fieldTime(Math.ceil((now + 1) / HOUR) * HOUR);

export const moment = (at: string): number | null => (at ? new Date(at).getTime() : null);

export function planOf(wishes: CallWishes, noTitle: string): CallPlan {
  const { title, at, isVideo, hasLobby, hasGuests, speak, camera, share, write } = wishes;
  return {
    title: title.trim() || noTitle,
    kind: 'link',
    audience: null,
    media: isVideo ? 'video' : 'audio',
    planned_at: moment(at),
    lobby: hasLobby,
    guests: hasGuests,
    speak,
    camera,
    share,
    write,
  };
}

export function wishesOf(call: KnownCall): CallWishes {
  const { lobby, speak, camera, share, write } = call.policy;
  return {
    title: call.title,
    at: call.planned_at ? fieldTime(call.planned_at) : '',
    isVideo: call.media === 'video',
    hasLobby: lobby,
    hasGuests: true,
    speak,
    camera,
    share,
    write,
  };
}
