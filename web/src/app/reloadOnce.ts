/** The server speaks a newer protocol: the page is fetched anew, but never in a circle. */
import { fetchNewest } from '../pwa/worker';

const KEY = 'peremena.reloaded_at';
/** A second wish within this time means that reloading does not help. */
const ONCE_IN_MS = 60_000;

export async function reloadOnce(): Promise<void> {
  const last = Number(sessionStorage.getItem(KEY) ?? 0);
  if (Date.now() - last < ONCE_IN_MS) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  await fetchNewest();
  location.reload();
}
