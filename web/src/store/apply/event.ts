/** Every event of the wire, by name: the only list of them in the browser. */
import type { DurableEvent, EphemeralEvent } from '../../live/events.gen';
import type { State } from '../state';
import { conversationOf } from '../topics';
import { applyMarked } from './mark';
import { applyMembershipChanged, applyMembershipEnded } from './membership';
import { applyMessage, applyMessageChanged } from './message';
import { applyPreferencesChanged } from './preferences';
import { applyPresence } from './presence';
import { applyRead, applyReadBy } from './read';
import { applyConversationChanged } from './title';
import { applyTyping } from './typing';

type Wire = DurableEvent | EphemeralEvent;

type Table = { [Name in Wire['on']]: (state: State, event: Extract<Wire, { on: Name }>, now: number) => State };

const table: Table = {
  'conversation.changed': (state, event) => applyConversationChanged(state, idOf(event), event),
  'conversation.passed': (state) => state,
  'conversation.read': (state, event) => applyRead(state, event.conversation, event.no),
  'conversation.read_by': (state, event) => applyReadBy(state, idOf(event), event.marks),
  'membership.changed': (state, event) => applyMembershipChanged(state, event.row),
  'membership.ended': (state, event) => applyMembershipEnded(state, event),
  'message.changed': (state, { on: _, topic, ...message }) => applyMessageChanged(state, idOf({ topic }), message),
  'message.marked': applyMarked,
  'message.sent': (state, { on: _, topic, ...message }) => applyMessage(state, idOf({ topic }), message),
  'preferences.changed': (state, event) => applyPreferencesChanged(state, event.preferences),
  presence: applyPresence,
  typing: (state, event, now) => applyTyping(state, idOf(event), event, now),
};

export function applyEvent(state: State, event: Wire, now: number): State {
  // A name of a newer server: what it changed comes with the page that knows it.
  const apply = table[event.on] as ((state: State, event: Wire, now: number) => State) | undefined;
  const after = apply ? apply(state, event, now) : state;
  return 'seq' in event ? withSeq(after, event.topic, event.seq) : after;
}

export function withSeq(state: State, topic: string, seq: number): State {
  const ours = state.topics[topic];
  // A conversation that this very event ended has no topic any more.
  if (ours === undefined || seq <= ours) return state;
  return { ...state, topics: { ...state.topics, [topic]: seq } };
}

function idOf(event: { topic: string }): number {
  return conversationOf(event.topic) ?? 0;
}
