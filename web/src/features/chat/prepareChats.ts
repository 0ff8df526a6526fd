/**
 * Asks for the first pages of the upper chats while nothing else is to be done: a tap then shows words at once, also on
 * a weak network. One after another, so that what a person asks for never waits behind them.
 */
import { read } from '../../store/store';
import { prepareConversation } from './openConversation';

/** The rows of some three screens: who opens a chat from further below scrolls for it, and may wait for its page. */
const MOST_CHATS = 24;
/** After this much rest, or at the latest some time after it: what the list itself needs comes first. */
const REST_MS = 600;
const IDLE_WITHIN_MS = 2_000;

let isUnderWay = false;

/** `ids`: the chats of the list in their order. */
export function prepareChats(ids: readonly number[]): () => void {
  let isOver = false;
  const next = async () => {
    if (isOver || isUnderWay || isSparing()) return;
    const conversation = ids.slice(0, MOST_CHATS).find((id) => read().feeds[id] === undefined);
    if (conversation === undefined) return;
    isUnderWay = true;
    const isHere = await prepareConversation(conversation);
    isUnderWay = false;
    if (isHere) later();
  };
  let cancel = () => {};
  const later = () => {
    cancel = whenIdle(() => void next());
  };
  const timer = setTimeout(later, REST_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    cancel();
  };
}

/** Without a line, out of sight, or where somebody counts their bytes, nothing is fetched that nobody asked for. */
function isSparing(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return read().connection !== 'online' || document.visibilityState === 'hidden' || connection?.saveData === true;
}

function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, REST_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: IDLE_WITHIN_MS });
  return () => cancelIdleCallback(handle);
}
