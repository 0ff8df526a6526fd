/** After sign-out nothing of the person stays in the browser's stores. */
import { burnSnapshot } from '../../pwa/snapshot';
import { removeWorker } from '../../pwa/worker';
import { sparePlace } from '../calls/place';

export async function forgetEverything(): Promise<void> {
  localStorage.clear();
  // A guest of a call has no account, and may have reloaded the page in the middle of it.
  sparePlace(() => sessionStorage.clear());
  await burnSnapshot();
  // First the worker, which else might fill a cache again.
  await removeWorker();
  if ('caches' in window) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}
