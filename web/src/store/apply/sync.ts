/** The answer of `sync`: exactly what changed since, or a word that this conversation starts afresh. */
import type { SyncAnswer, TopicAnswer } from '../../live/events.gen';
import type { State } from '../state';
import { conversationOf } from '../topics';
import { applyEvent, withSeq } from './event';
import { withoutHidden, withoutHoles, withoutMarks } from './mark';
import { withoutConversation } from './row';

export function applySync(state: State, topics: SyncAnswer['topics']): State {
  return Object.entries(topics).reduce((after, [topic, answer]) => applyTopic(after, topic, answer), state);
}

function applyTopic(state: State, topic: string, answer: TopicAnswer): State {
  const conversation = conversationOf(topic);
  if (answer.gone) return conversation === null ? state : withoutConversation(state, conversation);
  if (answer.reset) return withReset(conversation === null ? withoutMarks(state) : state, topic);
  const known = conversation === null ? state : withoutHidden(state, conversation);
  // Numbers may be missing here: a row that changed twice comes once, with its last seq.
  const after = (answer.events ?? []).reduce((before, event) => applyEvent(before, event, 0), known);
  const caughtUp = withSeq(after, topic, answer.head ?? 0);
  return conversation === null ? caughtUp : withoutHoles(caughtUp, conversation);
}

function withReset(state: State, topic: string): State {
  return { ...state, resets: new Set([...state.resets, topic]) };
}

/** A reset topic gets its row and its seq from the start state. */
export function needsReload(topics: SyncAnswer['topics']): boolean {
  return Object.values(topics).some((answer) => answer.reset);
}
