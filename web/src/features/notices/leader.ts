/** One tab of the browser calls for all of them: whoever holds the lock. The next one gets it when that tab closes. */
const NAME = 'peremena.notices';

let isOnlyOne = false;

/** Where there are no locks (no HTTPS), every tab leads. */
export function isLeader(): boolean {
  return isOnlyOne || !navigator.locks;
}

/** Stands in the queue, and leads when its turn comes, until the person leaves. */
export function standForLeader(leaving: AbortSignal) {
  const left = new Promise<void>((resolve) => leaving.addEventListener('abort', () => resolve()));
  const lead = async () => {
    isOnlyOne = true;
    await left;
    isOnlyOne = false;
  };
  // Leaving the queue rejects the request; there is nothing to do about it.
  navigator.locks?.request(NAME, { signal: leaving }, lead).catch(() => undefined);
}
