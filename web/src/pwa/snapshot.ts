/** The last chats of one person, kept in IndexedDB so that a reload without a network has something to show. */
import type { Start } from '../api/shapes';
import { type ShelvedFeed, shelvedFeed, shelvedStart } from '../store/select/shelved';
import type { Feed, State } from '../store/state';

const DATABASE = 'peremena-snapshot';
const STORE = 'parts';
const START = 'start';
/** So many chats, those that changed last. */
const MOST_FEEDS = 20;

/** What another build wrote may have another shape: it is not read. */
const BUILD =
  typeof document === 'undefined' ? '' : (document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');

interface KeptStart {
  key: typeof START;
  build: string;
  start: Start;
}

interface KeptFeed extends ShelvedFeed {
  key: number;
  at: number;
}

export interface Snapshot {
  start: Start;
  feeds: ShelvedFeed[];
}

let opened: Promise<IDBDatabase> | null = null;
/** The feeds as they were written last. */
let written = new Map<number, Feed>();

export async function readSnapshot(): Promise<Snapshot | null> {
  const all: (KeptStart | KeptFeed)[] = await asked((await parts('readonly')).getAll());
  const kept = all.find((part) => part.key === START) as KeptStart | undefined;
  if (kept?.build !== BUILD) return null;
  const feeds = all.filter((part): part is KeptFeed => part.key !== START);
  return { start: kept.start, feeds: feeds.map(({ key: _, at: __, ...feed }) => feed) };
}

/** Whose snapshot lies on this device. */
export async function snapshotOwner(): Promise<number | null> {
  const kept: KeptStart | undefined = await asked((await parts('readonly')).get(START));
  return kept?.start.me.id ?? null;
}

/** One transaction, so that the positions of the topics never run ahead of the messages beside them. */
export async function writeSnapshot(state: State, now: number): Promise<void> {
  const start = shelvedStart(state, now);
  if (!start) return;
  const store = await parts('readwrite');
  store.put({ key: START, build: BUILD, start } satisfies KeptStart);
  const changed = Object.keys(state.feeds).map(Number);
  for (const conversation of changed.filter((one) => state.feeds[one] !== written.get(one))) {
    const feed = shelvedFeed(state, conversation);
    if (feed) store.put({ ...feed, key: conversation, at: now } satisfies KeptFeed);
  }
  await prune(store, new Set(Object.keys(state.rows).map(Number)));
  written = new Map(changed.flatMap((one) => (state.feeds[one] ? [[one, state.feeds[one]]] : [])));
}

/** Chats that are ours no longer go at once; of the others the last twenty stay. */
async function prune(store: IDBObjectStore, ours: ReadonlySet<number>) {
  const all: (KeptStart | KeptFeed)[] = await asked(store.getAll());
  const feeds = all.filter((part): part is KeptFeed => part.key !== START).sort((one, other) => other.at - one.at);
  const kept = new Set(feeds.filter(({ key }) => ours.has(key)).slice(0, MOST_FEEDS));
  for (const feed of feeds) if (!kept.has(feed)) store.delete(feed.key);
}

/** Nothing of the person stays on the device. */
export async function burnSnapshot(): Promise<void> {
  const database = await opened?.catch(() => null);
  database?.close();
  opened = null;
  written = new Map();
  await asked(indexedDB.deleteDatabase(DATABASE));
}

async function parts(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await open()).transaction(STORE, mode).objectStore(STORE);
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key' });
    opening.onsuccess = () => resolve(closingOnDemand(opening.result));
    opening.onerror = () => reject(opening.error);
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

/** Another tab that signs out deletes the database and must not wait for us. */
function closingOnDemand(database: IDBDatabase): IDBDatabase {
  database.onversionchange = () => {
    database.close();
    opened = null;
  };
  return database;
}

function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
