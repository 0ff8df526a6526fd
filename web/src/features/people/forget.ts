/** After sign-out nothing of the person stays in the browser's stores. */
export async function forgetEverything(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  if ('caches' in window) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}
