/** A half-open socket says nothing for ever. After a quiet while we ask something tiny and expect an answer. */

import type { Outcome } from './calls';
import type { Commands } from './events.gen';

/** Longer than the pauses of a living school, shorter than a person's patience. */
const QUIET_MS = 45_000;
const LOOK_EVERY_MS = 5_000;
/** How long the tiny question may stay unanswered. */
const PROBE_MS = 8_000;

export interface Silence {
  heard(): void;
  /** Ask now: the device woke up, or its network changed. */
  probe(): void;
  stop(): void;
}

type Ask = <Name extends keyof Commands>(name: Name, args: Commands[Name]['args']) => Promise<Outcome<Name>>;

export function watchSilence(ask: Ask, onDead: () => void): Silence {
  let heardAt = performance.now();
  let probedAt: number | null = null;
  const probe = () => {
    if (probedAt !== null) return;
    probedAt = performance.now();
    void ask('sync', { topics: {} });
  };
  const look = () => {
    const now = performance.now();
    if (probedAt !== null && now - probedAt > PROBE_MS) onDead();
    else if (now - heardAt > QUIET_MS) probe();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    heard: () => {
      heardAt = performance.now();
      probedAt = null;
    },
    probe,
    stop: () => clearInterval(timer),
  };
}
