/** How fast bytes come and go, and how long a question takes. Pieces grow as long as they pass quickly. */
import { ApiError } from '../../api/ApiError';
import { givePiece, takePiece } from '../../api/check';
import type { Numbers } from './findings';

/** Long enough for an honest figure, short enough to wait for. */
const ENOUGH_MS = 2_500;
const FIRST = 16 * 1024;
const LARGEST = { down: 1024 * 1024, up: 512 * 1024 };
/** The server gives and takes six of the largest in a check. */
const MOST = 5;
const QUESTIONS = 12;
const TRIES = 20;
const AGAIN_MS = 400;

export async function measure(ticket: string): Promise<Numbers> {
  const pauses = await roundTrips(ticket);
  const down = await rate((size) => takePiece(ticket, size), LARGEST.down);
  const up = await rate((size) => givePiece(ticket, noise(size)), LARGEST.up);
  return { down, up, ...evennessOf(pauses) };
}

export function evennessOf(pauses: readonly number[]): Pick<Numbers, 'roundTrip' | 'jitter'> {
  if (pauses.length < 3) return { roundTrip: null, jitter: null };
  const sorted = [...pauses].sort((one, other) => one - other);
  const steps = pauses.slice(1).map((pause, place) => Math.abs(pause - (pauses[place] ?? pause)));
  const jitter = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return { roundTrip: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0), jitter: Math.round(jitter) };
}

async function roundTrips(ticket: string): Promise<number[]> {
  // The first opens the line, which costs more than a question.
  await timed(() => takePiece(ticket, 1));
  const pauses: number[] = [];
  for (let asked = 0; asked < QUESTIONS; asked += 1) {
    const pause = await timed(() => takePiece(ticket, 1));
    if (pause === null) break;
    pauses.push(pause);
  }
  return pauses;
}

async function rate(send: (size: number) => Promise<unknown>, largest: number): Promise<number | null> {
  let size = FIRST;
  let best = 0;
  let left = largest * MOST;
  const until = performance.now() + ENOUGH_MS;
  while (performance.now() < until && size <= left) {
    const took = await timed(() => send(size));
    if (took === null) break;
    left -= size;
    best = Math.max(best, (size * 8) / Math.max(took, 1));
    // The next one should take a second at most.
    size = Math.min(largest, size * 4, Math.max(FIRST, Math.round(best * 125)));
  }
  return best > 0 ? Math.round(best) : null;
}

/** Null when it did not come. Where others measure at the same time, one waits one's turn. */
async function timed(act: () => Promise<unknown>): Promise<number | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const began = performance.now();
    try {
      await act();
      return performance.now() - began;
    } catch (error) {
      const isBusy = error instanceof ApiError && error.status === 429 && retryAfter(error) <= 1;
      if (!isBusy) return null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  return null;
}

function retryAfter({ answer }: ApiError): number {
  return (answer as { error?: { retry_after?: number } } | null)?.error?.retry_after ?? 1;
}

/** What nothing on the way can make smaller. */
function noise(size: number): Blob {
  const most = 65_536;
  const parts = Array.from({ length: Math.ceil(size / most) }, (_, part) =>
    crypto.getRandomValues(new Uint8Array(Math.min(most, size - part * most))),
  );
  return new Blob(parts);
}
