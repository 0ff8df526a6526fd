/**
 * What arrives while somebody types waits until a key is on the screen, and comes together before the next one: a key is
 * answered at once, a message a blink later. Nothing waits when nobody types.
 */
import type { DurableEvent, EphemeralEvent } from './events.gen';

type Arrival = DurableEvent | EphemeralEvent;

/** Whoever pressed a key within this time will probably press another. */
const TYPING_MS = 300;
/** So long it gathers, that not every key is followed by work. */
const GATHER_MS = 150;
/** So long a message waits at most: less than anybody notices. */
const LONGEST_MS = 300;

/** After the frame: the picture is on its way to the glass then. */
const SHOWN_MS = 40;

let pressedAt = Number.NEGATIVE_INFINITY;
const onPaint = new Set<() => void>();

function notePress() {
  pressedAt = performance.now();
  if (onPaint.size > 0) requestAnimationFrame(() => setTimeout(runOnPaint, SHOWN_MS));
}

function runOnPaint() {
  for (const run of [...onPaint]) run();
}

if (typeof document !== 'undefined') document.addEventListener('keydown', notePress, { capture: true });

export class Arrivals {
  #take: (event: Arrival) => void;
  #waiting: Arrival[] = [];
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(take: (event: Arrival) => void) {
    this.#take = take;
  }

  add(event: Arrival) {
    if (this.#waiting.length === 0 && performance.now() - pressedAt > TYPING_MS) return this.#take(event);
    this.#waiting.push(event);
    if (this.#waiting.length > 1) return;
    this.#since = performance.now();
    this.#timer = setTimeout(this.flush, LONGEST_MS);
    onPaint.add(this.#flushGathered);
  }

  #flushGathered = () => {
    if (performance.now() - this.#since >= GATHER_MS) this.flush();
  };

  /** Hands on what waits, in its order. */
  flush = () => {
    clearTimeout(this.#timer);
    onPaint.delete(this.#flushGathered);
    for (const event of this.#waiting.splice(0)) this.#take(event);
  };
}
