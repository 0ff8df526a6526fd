/** Where unsent messages survive reload and closing of the tab: one IndexedDB store, in the order of writing. */
import type { Failure, Unsent } from '../../../store/state';

const DATABASE = 'peremena';
const VERSION = 1;
const LETTERS = 'unsent';

/** A letter with its place in the queue, which grows over all tabs. */
type Kept = Unsent & { place: number };

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
      const letters = opening.result.createObjectStore(LETTERS, { keyPath: 'place', autoIncrement: true });
      letters.createIndex('key', 'key', { unique: true });
    };
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

async function letters(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await open()).transaction(LETTERS, mode).objectStore(LETTERS);
}

export async function putLetter(letter: Unsent): Promise<void> {
  await asked((await letters('readwrite')).add(letter));
}

/** All letters of this person, first written first. */
export async function keptLetters(profile: number): Promise<Unsent[]> {
  const all: Kept[] = await asked((await letters('readonly')).getAll());
  return all.filter((letter) => letter.profile === profile).map(({ place: _, ...letter }) => letter);
}

export async function takeLetter(key: string): Promise<void> {
  const store = await letters('readwrite');
  const place = await asked(store.index('key').getKey(key));
  if (place !== undefined) await asked(store.delete(place));
}

export async function markLetter(key: string, failure: Failure): Promise<void> {
  const store = await letters('readwrite');
  const kept: Kept | undefined = await asked(store.index('key').get(key));
  if (kept) await asked(store.put({ ...kept, failure }));
}

/** Nothing of the person stays on the device. */
export async function burnShelf(): Promise<void> {
  const database = await opened?.catch(() => null);
  database?.close();
  opened = null;
  await asked(indexedDB.deleteDatabase(DATABASE));
}
