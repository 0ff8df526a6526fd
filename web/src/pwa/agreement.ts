/** What the page and its service worker have to agree on. */
export type Word = { say: 'take over' } | { say: 'open'; path: string };

/** The addresses that the server answers with the page, see peremena/site/urls.py. */
export function isPage(path: string): boolean {
  return !/^\/(api\/|id\/|dev\/|ws$|assets\/|icons\/|[^/]*\.\w+\/?$)/.test(path);
}
