/** Commands that wait for their answer: numbered, timed, all answered when the connection ends. */
import type { CommandError, Commands, ErrorCode } from './events.gen';
import type { Answer } from './socket';

/** `connection_lost` is ours: no answer came, and nobody knows whether the command was done. */
export type CallError = Omit<CommandError, 'code'> & { code: ErrorCode | 'connection_lost' };

export type Outcome<Name extends keyof Commands> =
  | { ok: Commands[Name]['ok']; error?: never }
  | { ok?: never; error: CallError };

type AnyOutcome = Outcome<keyof Commands>;

const LOST: AnyOutcome = { error: { code: 'connection_lost', message: '' } };

/** A healthy server answers in milliseconds; after this long the connection is taken for dead. */
const ANSWER_WITHIN_MS = 15_000;

interface Waiting {
  settle(outcome: AnyOutcome): void;
  timer: ReturnType<typeof setTimeout>;
}

export class Calls {
  #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /** Sends one command; `onSilence` is told when no answer came in time. */
  ask<Name extends keyof Commands>(
    send: (frame: object) => void,
    name: Name,
    args: Commands[Name]['args'],
    onSilence: () => void,
  ): Promise<Outcome<Name>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(onSilence, ANSWER_WITHIN_MS);
      this.#waiting.set(id, { settle: resolve as (outcome: AnyOutcome) => void, timer });
      send({ id, do: name, ...args });
    });
  }

  answer(frame: Answer) {
    this.#settle(frame.id, frame.error ? { error: frame.error as CallError } : ({ ok: frame.ok } as AnyOutcome));
  }

  loseAll() {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, LOST);
  }

  #settle(id: number, outcome: AnyOutcome) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    waiting.settle(outcome);
  }
}

export const lost = <Name extends keyof Commands>(): Outcome<Name> => LOST as Outcome<Name>;
