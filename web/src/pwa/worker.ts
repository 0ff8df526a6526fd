/** The page's side of the service worker: installing it, a new version that waits, and going without a trace. */
import { useSyncExternalStore } from 'react';
import { navigate } from '../ui/route/history';
import type { Word } from './agreement';

const SCRIPT = '/sw.js';
/** Looking for a new version costs one small request. */
const LOOK_EVERY_MS = 60 * 60_000;
/** A version that does not come within this time will not save a page that the server refuses. */
const WITHIN_MS = 15_000;

const workers = import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : null;

let isReady = false;
let isAgreed = false;
let lookedAt = 0;
const listeners = new Set<() => void>();

function setReady(ready: boolean) {
  isReady = ready;
  for (const listener of listeners) listener();
}

/** Whether a new version waits for the person's word. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isReady,
  );
}

/** After the first screen is drawn: the download must not compete with it. */
export async function installWorker(): Promise<void> {
  if (!workers) return;
  workers.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.say === 'open') navigate(data.path);
  };
  workers.oncontrollerchange = tookOver;
  try {
    const registration = await workers.register(SCRIPT, { updateViaCache: 'none' });
    lookedAt = Date.now();
    if (registration.waiting && workers.controller) setReady(true);
    registration.onupdatefound = () => void arrived(registration);
  } catch {
    // Without a worker everything but the offline shell works.
  }
}

async function arrived(registration: ServiceWorkerRegistration) {
  const { installing } = registration;
  // The very first worker is no news.
  if (!installing || !registration.active) return;
  await reached(installing, 'installed');
  if (registration.waiting) setReady(true);
}

/** A worker that was there before this page opened, or that another tab agreed to, is no reason to reload unasked. */
function tookOver() {
  if (isAgreed || document.visibilityState === 'hidden') location.reload();
  else setReady(true);
}

/** "Обновить": the waiting version takes over and the page starts with it. */
export async function takeNewVersion(): Promise<void> {
  isAgreed = true;
  const waiting = (await workers?.getRegistration())?.waiting;
  if (waiting) await takeOver(waiting);
  location.reload();
}

/** When the server is reached again it may be a newer one. */
export async function lookForNewVersion(): Promise<void> {
  if (!workers || Date.now() - lookedAt < LOOK_EVERY_MS) return;
  lookedAt = Date.now();
  await (await workers.getRegistration())?.update().catch(() => undefined);
}

/** The server refuses this version: fetch the newest without asking, else the shell would bring the old one again. */
export async function fetchNewest(): Promise<void> {
  const registration = await workers?.getRegistration();
  if (!registration) return;
  isAgreed = true;
  await registration.update().catch(() => undefined);
  const { installing, waiting } = registration;
  if (installing) await within(reached(installing, 'installed'));
  const newest = registration.waiting ?? waiting;
  if (newest) await within(takeOver(newest));
  else await registration.unregister();
}

/** Nothing of us stays behind on a computer of the school. */
export async function removeWorker(): Promise<void> {
  setReady(false);
  const registration = await workers?.getRegistration();
  // One that is still being installed would fill its cache after that was emptied.
  if (registration?.installing) await within(reached(registration.installing, 'installed'));
  await registration?.unregister();
}

async function takeOver(worker: ServiceWorker): Promise<void> {
  const done = reached(worker, 'activated');
  worker.postMessage({ say: 'take over' } satisfies Word);
  await within(done);
}

function reached(worker: ServiceWorker, state: ServiceWorkerState): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (worker.state === state || worker.state === 'redundant') && resolve();
    worker.addEventListener('statechange', look);
    look();
  });
}

function within(work: Promise<void>): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, WITHIN_MS))]);
}
