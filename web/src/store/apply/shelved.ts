/** The visit begins without a network: with what the device kept of the last one. */
import type { Start } from '../../api/shapes';
import type { ShelvedFeed } from '../select/shelved';
import { type State, UNOPENED } from '../state';
import { conversationTopic, profileTopic } from '../topics';
import { applyStart } from './start';

export function applyShelved(state: State, start: Start, feeds: readonly ShelvedFeed[]): State {
  return feeds.reduce(withShelved, applyStart(state, start));
}

/** Positions go back to the oldest part that was kept, so that `sync` brings all that this part does not know. */
function withShelved(state: State, kept: ShelvedFeed): State {
  const { conversation, messages } = kept;
  const row = state.rows[conversation];
  if (!row || !state.me || row.from_no !== kept.fromNo) return state;
  const [topic, own] = [conversationTopic(conversation), profileTopic(state.me.id)];
  const hasOlder = (messages[0]?.no ?? 0) > row.from_no;
  return {
    ...state,
    feeds: { ...state.feeds, [conversation]: { ...UNOPENED, status: 'ready', messages, hasOlder } },
    marks: { ...state.marks, [conversation]: kept.marks },
    topics: {
      ...state.topics,
      [topic]: Math.min(state.topics[topic] ?? 0, kept.seq),
      [own]: Math.min(state.topics[own] ?? 0, kept.ownSeq),
    },
  };
}
