/** One tab at a time sends the letters of a conversation; the others wait for their turn. */
const queues = new Map<string, Promise<void>>();

export function inTurn(name: string, work: () => Promise<void>): Promise<void> {
  // Web Locks exist only on secure origins; a plain address still keeps the order within the tab.
  if (navigator.locks) return navigator.locks.request(name, work) as Promise<unknown> as Promise<void>;
  const next = (queues.get(name) ?? Promise.resolve()).then(work, work);
  queues.set(name, next);
  return next;
}
