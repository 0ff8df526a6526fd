/**
 * Keeps one connection alive and what the person sees complete.
 *
 * 1. Open the socket; `hello` brings the newest number of every topic.
 * 2. Ask `sync` for the topics that are behind; only then are we online.
 * 3. Apply events in order; a gap asks `sync` for that topic.
 * 4. Every close means "come back with jitter and sync", except the two that say otherwise.
 */
import { Arrivals } from './arrivals';
import { backoffMs } from './backoff';
import { Calls, lost, type Outcome } from './calls';
import { dispatch } from './dispatch';
import type { Commands, DurableEvent, EphemeralEvent, Hello, ServerEvent } from './events.gen';
import { closedReason } from './reasons';
import { tellServerClock } from './serverClock';
import { type Silence, watchSilence } from './silence';
import { type Answer, type Frame, openSocket, type Socket } from './socket';
import { catchUp, type Gaps, openGaps, type Reload } from './sync';

export interface SessionEars {
  onConnection(connection: 'connecting' | 'online' | 'waiting'): void;
  onSignedOut(): void;
  onTooOld(): void;
  /** What we have no longer matches what the server names: load the start state again. */
  onReload: Reload;
}

/** A handshake that hangs is a dead network. */
const HELLO_WITHIN_MS = 10_000;

export class Session {
  #ears: SessionEars;
  #calls = new Calls();
  #socket: Socket | null = null;
  #silence: Silence | null = null;
  #gaps: Gaps;
  #arrivals = new Arrivals((event) => this.#take(event));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isOver = false;
  /** The delay a planned restart asked for; used once. */
  #comeBackMs: number | null = null;

  constructor(ears: SessionEars) {
    this.#ears = ears;
    this.#gaps = openGaps(this.command, ears.onReload);
  }

  start() {
    window.addEventListener('online', this.hurry);
    document.addEventListener('visibilitychange', this.hurry);
    this.#connect();
  }

  stop() {
    this.#isOver = true;
    window.removeEventListener('online', this.hurry);
    document.removeEventListener('visibilitychange', this.hurry);
    clearTimeout(this.#timer);
    this.#gaps.stop();
    this.#socket?.close();
  }

  /** Sends a command now, or answers `connection_lost` at once. */
  command = <Name extends keyof Commands>(name: Name, args: Commands[Name]['args']): Promise<Outcome<Name>> => {
    const socket = this.#socket;
    if (!socket) return Promise.resolve(lost<Name>());
    return this.#calls.ask(socket.send, name, args, () => socket.close());
  };

  /** The person looks again or the network is back: do not wait for the timer, nor trust a line that slept. */
  hurry = () => {
    if (this.#isOver || document.visibilityState === 'hidden') return;
    if (this.#socket) this.#silence?.probe();
    else this.#connect();
  };

  #connect() {
    clearTimeout(this.#timer);
    this.#ears.onConnection('connecting');
    const socket = openSocket({ onFrame: this.#onFrame, onClose: this.#onClose });
    this.#socket = socket;
    this.#timer = setTimeout(() => socket.close(), HELLO_WITHIN_MS);
    this.#silence = watchSilence(this.command, () => socket.close());
  }

  #onFrame = (frame: Frame) => {
    this.#silence?.heard();
    if ('on' in frame) this.#onEvent(frame);
    else this.#calls.answer(frame as Answer);
  };

  #onEvent(event: ServerEvent) {
    if (event.on === 'hello') void this.#onHello(event);
    else if (event.on === 'restart') this.#onRestart(event.after_ms);
    else this.#arrivals.add(event);
  }

  #take(event: DurableEvent | EphemeralEvent) {
    const place = dispatch(event);
    if ('seq' in event && (place === 'gap' || place === 'strange')) this.#gaps.note(event.topic, event.seq);
  }

  async #onHello(hello: Hello) {
    clearTimeout(this.#timer);
    tellServerClock(hello.now);
    const socket = this.#socket;
    const isWhole = await catchUp(hello.heads, this.command, this.#ears.onReload);
    if (socket !== this.#socket) return;
    if (!isWhole) return socket?.close();
    this.#gaps.settle();
    this.#failures = 0;
    this.#ears.onConnection('online');
  }

  #onRestart(afterMs: number) {
    this.#comeBackMs = afterMs;
    this.#socket?.close();
  }

  #onClose = (code: number) => {
    this.#socket = null;
    this.#arrivals.flush();
    this.#silence?.stop();
    this.#calls.loseAll();
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    const reason = closedReason(code);
    if (reason === 'signed_out') return this.#end(this.#ears.onSignedOut);
    if (reason === 'too_old') return this.#end(this.#ears.onTooOld);
    this.#ears.onConnection('waiting');
    if (reason === 'foreign') return this.stop();
    this.#timer = setTimeout(() => this.#connect(), this.#comeBackMs ?? backoffMs(this.#failures));
    this.#comeBackMs = null;
    this.#failures += 1;
  };

  #end(tell: () => void) {
    this.stop();
    tell();
  }
}
