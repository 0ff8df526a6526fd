/**
 * The service worker: the shell of the application without a network, and taps on notifications.
 * It keeps what the build made and nothing else: what is private (/api, /id, the socket) never passes through a cache.
 */
import { addRoute, cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { isPage, type Word } from './agreement';

/** What we use of a worker's surroundings; the page's own types are another library of the compiler. */
interface Surroundings {
  __WB_MANIFEST: { url: string; revision: string | null }[];
  skipWaiting(): Promise<void>;
  clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Tab[]>;
    openWindow(path: string): Promise<unknown>;
  };
  addEventListener(name: 'fetch', listener: (event: Asked) => void): void;
  addEventListener(name: 'message', listener: (event: { data: Word }) => void): void;
  addEventListener(name: 'notificationclick', listener: (event: Tapped) => void): void;
}

interface Tab {
  focus(): Promise<Tab>;
  postMessage(word: Word): void;
}

interface Asked {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Tapped {
  notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}

declare const self: Surroundings;

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Every address of ours is the same page.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate' && isPage(new URL(request.url).pathname)) event.respondWith(page(request));
});
addRoute({ directoryIndex: '', cleanURLs: false });

async function page(request: Request): Promise<Response> {
  return (await matchPrecache('/index.html')) ?? fetch(request);
}

// A new version waits until the person agrees: it is their message that a reload would interrupt.
self.addEventListener('message', ({ data }) => {
  if (data.say === 'take over') void self.skipWaiting();
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data?.path ?? '/')));
});

async function show(path: string) {
  const [tab] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (tab) (await tab.focus()).postMessage({ say: 'open', path });
  else await self.clients.openWindow(path);
}
