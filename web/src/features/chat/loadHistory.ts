import { fetchAfter, fetchBefore } from '../../api/chat';
import { applyPage } from '../../store/apply/feed';
import { change, read } from '../../store/store';
import { isLatest, openingOf } from './openings';

const underWay = new Set<string>();

/** The next page above what is loaded; asked once at a time, silent when the line is gone. */
export function loadOlder(conversation: number) {
  const feed = read().feeds[conversation];
  const first = feed?.messages[0];
  if (feed?.hasOlder && first) return load(conversation, 'older', first.no);
  return Promise.resolve();
}

/** The next page below, when the stretch ends in the past. */
export function loadNewer(conversation: number) {
  const feed = read().feeds[conversation];
  const last = feed?.messages.at(-1);
  if (feed?.hasNewer && last) return load(conversation, 'newer', last.no);
  return Promise.resolve();
}

async function load(conversation: number, edge: 'older' | 'newer', no: number) {
  const opening = openingOf(conversation);
  const name = `${edge} ${conversation} ${opening}`;
  if (underWay.has(name)) return;
  underWay.add(name);
  try {
    const fetchPage = edge === 'older' ? fetchBefore : fetchAfter;
    const page = await fetchPage(conversation, no);
    if (isLatest(conversation, opening)) change(applyPage, conversation, page, edge, no);
  } catch {
    // The person scrolls again, or the bar above says that the connection is lost.
  } finally {
    underWay.delete(name);
  }
}
