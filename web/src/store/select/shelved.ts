/** What of the state is worth keeping on the device: enough to read the last chats without a network. */
import type { Message, Start } from '../../api/shapes';
import type { State } from '../state';
import { conversationTopic, profileTopic } from '../topics';

/** As many as one scrolls through before the network is back. */
const MOST_MESSAGES = 100;

/** The newest stretch of one conversation, with the positions of the two topics that it comes from. */
export interface ShelvedFeed {
  conversation: number;
  /** Another number means another stay: what was said before it is not ours to read any more. */
  fromNo: number;
  seq: number;
  ownSeq: number;
  messages: readonly Message[];
  marks: Readonly<Record<number, boolean>>;
}

/** The state as the server would tell it at the start. */
export function shelvedStart({ me, preferences, limits, rows, topics }: State, now: number): Start | null {
  return me && { me, preferences, limits, conversations: Object.values(rows), topics: { ...topics }, now };
}

/** Null where the end is not loaded: a stretch of the past would stand there as if it were the newest. */
export function shelvedFeed(state: State, conversation: number): ShelvedFeed | null {
  const feed = state.feeds[conversation];
  const row = state.rows[conversation];
  if (!feed || !row || !state.me || feed.status !== 'ready' || feed.hasNewer) return null;
  const hidden = state.hidden[conversation] ?? {};
  return {
    conversation,
    fromNo: row.from_no,
    seq: state.topics[conversationTopic(conversation)] ?? 0,
    ownSeq: state.topics[profileTopic(state.me.id)] ?? 0,
    messages: feed.messages.filter((message) => !hidden[message.no]).slice(-MOST_MESSAGES),
    marks: state.marks[conversation] ?? {},
  };
}
