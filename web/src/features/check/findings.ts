/** What a check looks at, and what it found. */
import type { Trouble } from '../calls/trouble';

/** In the order in which they are looked at. The code for support counts on it: new ones come last. */
export const PARTS = ['https', 'socket', 'rate', 'signal', 'udp', 'tcp', 'turn', 'microphone', 'camera'] as const;

export type Part = (typeof PARTS)[number];

/** `absent`: this installation has none, or there was no way to look. */
export type State = 'waits' | 'runs' | 'good' | 'weak' | 'bad' | 'absent';

export interface Numbers {
  /** Kilobits in a second. */
  down: number | null;
  up: number | null;
  /** Milliseconds there and back, and how much that changes from one to the next. */
  roundTrip: number | null;
  jitter: number | null;
}

export interface Findings {
  states: Record<Part, State>;
  numbers: Numbers;
  troubles: Partial<Record<'microphone' | 'camera', Trouble | 'silent'>>;
  isDone: boolean;
}

export const NOTHING_FOUND: Findings = {
  states: {
    https: 'waits',
    socket: 'waits',
    rate: 'waits',
    signal: 'waits',
    udp: 'waits',
    tcp: 'waits',
    turn: 'waits',
    microphone: 'waits',
    camera: 'waits',
  },
  numbers: { down: null, up: null, roundTrip: null, jitter: null },
  troubles: {},
  isDone: false,
};
