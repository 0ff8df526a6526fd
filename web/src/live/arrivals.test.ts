import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DurableEvent } from './events.gen';

const heard = (seq: number) => ({ on: 'conversation.passed', topic: 'c12', seq }) as DurableEvent;
let press = () => {};
let taken: number[] = [];

async function arrivals() {
  const { Arrivals } = await import('./arrivals');
  return new Arrivals((event) => taken.push('seq' in event ? event.seq : 0));
}

describe('what arrives', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers();
    vi.stubGlobal('document', { addEventListener: (_name: string, listener: () => void) => (press = listener) });
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
    taken = [];
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is taken at once when nobody types', async () => {
    const all = await arrivals();
    all.add(heard(1));
    all.add(heard(2));
    expect(taken).toEqual([1, 2]);
  });

  it('waits behind the keys of somebody who types, and comes together in its order', async () => {
    const all = await arrivals();
    press();
    all.add(heard(1));
    all.add(heard(2));
    expect(taken).toEqual([]);
    await vi.advanceTimersByTimeAsync(160);
    press();
    all.add(heard(3));
    expect(taken).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(taken).toEqual([1, 2, 3]);
  });

  it('waits no longer than a blink, whatever is typed', async () => {
    const all = await arrivals();
    press();
    all.add(heard(1));
    await vi.advanceTimersByTimeAsync(301);
    expect(taken).toEqual([1]);
    all.add(heard(2));
    expect(taken).toEqual([1, 2]);
  });

  it('is not lost when the line ends', async () => {
    const all = await arrivals();
    press();
    all.add(heard(1));
    all.flush();
    expect(taken).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(taken).toEqual([1]);
  });
});
