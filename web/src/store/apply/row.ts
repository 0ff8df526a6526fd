/** One row of the chat list from the server, laid over ours without going back in time. */
import type { Row } from '../../api/shapes';
import type { State } from '../state';
import { conversationTopic } from '../topics';
import { applyFeedDropped } from './feed';
import { ofConversation } from './title';

/**
 * The row may be older than the events we have, or newer than the feed we show.
 * Marks and numbers only grow; the topic's seq moves only where no loaded feed would get a hole.
 */
export function withRow(before: State, theirs: Row): State {
  const topic = conversationTopic(theirs.id);
  const ours = before.rows[theirs.id];
  // Another `from_no` is another stay: what was said between the two is not ours to keep.
  const isOver = before.resets.has(topic) || (ours !== undefined && ours.from_no !== theirs.from_no);
  const state = isOver ? afresh(before, theirs.id, topic) : before;
  const seq = state.topics[topic];
  const isPinned = seq !== undefined && state.feeds[theirs.id] !== undefined;
  const isBehind = theirs.seq < (seq ?? 0);
  return {
    ...state,
    rows: { ...state.rows, [theirs.id]: ours ? mergeRows(ours, theirs, isBehind) : theirs },
    topics: { ...state.topics, [topic]: isPinned ? seq : Math.max(seq ?? 0, theirs.seq) },
  };
}

/** After a reset, or in another stay, nothing loaded may stay: its screen loads the conversation again. */
function afresh(state: State, conversation: number, topic: string): State {
  const resets = new Set(state.resets);
  resets.delete(topic);
  return { ...applyFeedDropped(state, conversation), resets };
}

function mergeRows(ours: Row, theirs: Row, isBehind: boolean): Row {
  const isOlder = theirs.last_no < ours.last_no;
  return {
    ...theirs,
    ...(isBehind && ofConversation(ours)),
    last_no: Math.max(ours.last_no, theirs.last_no),
    last: isOlder ? ours.last : lastOf(ours, theirs),
    read_no: Math.max(ours.read_no, theirs.read_no),
    others_read_no: Math.max(ours.others_read_no, theirs.others_read_no),
    mention_no: isOlder ? Math.max(ours.mention_no, theirs.mention_no) : theirs.mention_no,
  };
}

/** Theirs, even when it is an older one (this person took the newest out of their view), but in its last form. */
function lastOf(ours: Row, theirs: Row): Row['last'] {
  const isOursLater = ours.last?.no === theirs.last?.no && (ours.last?.seq ?? 0) > (theirs.last?.seq ?? 0);
  return isOursLater ? ours.last : theirs.last;
}

/** Takes a conversation and everything of it out. */
export function withoutConversation(state: State, conversation: number): State {
  const { [conversation]: _row, ...rows } = state.rows;
  const { [conversation]: _feed, ...feeds } = state.feeds;
  const { [conversation]: _roll, ...rolls } = state.rolls;
  const { [conversation]: _typists, ...typists } = state.typists;
  const { [conversationTopic(conversation)]: _seq, ...topics } = state.topics;
  return { ...state, rows, feeds, rolls, typists, topics };
}
