/** The answer of `sync`: exactly what changed since, or a word that this conversation starts afresh. */
import type { SyncAnswer, TopicAnswer } from '../../live/events.gen';
import type { State } from '../state';
import { conversationOf } from '../topics';
import { applyEvent, withSeq } from './event';
import { withoutConversation } from './row';

export function applySync(state: State, topics: SyncAnswer['topics']): State {
  return Object.entries(topics).reduce((after, [topic, answer]) => applyTopic(after, topic, answer), state);
}

function applyTopic(state: State, topic: string, answer: TopicAnswer): State {
  const conversation = conversationOf(topic);
  if (answer.gone) return conversation === null ? state : withoutConversation(state, conversation);
  if (answer.reset) return { ...state, resets: new Set([...state.resets, topic]) };
  // Numbers may be missing here: a row that changed twice comes once, with its last seq.
  const after = (answer.events ?? []).reduce((before, event) => applyEvent(before, event, 0), state);
  return withSeq(after, topic, answer.head ?? 0);
}

/** A reset topic gets its row and its seq from the start state. */
export function needsReload(topics: SyncAnswer['topics']): boolean {
  return Object.values(topics).some((answer) => answer.reset);
}
