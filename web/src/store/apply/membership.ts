/** Joining, changing and leaving a conversation, told on the person's own stream. */
import type { Row } from '../../api/shapes';
import type { Departure, State } from '../state';
import { withoutConversation, withRow } from './row';

export function applyMembershipChanged(state: State, row: Row): State {
  const departures = state.departures.filter((departure) => departure.conversation !== row.id);
  return { ...withRow(state, row), departures };
}

export function applyMembershipEnded(state: State, ended: Departure): State {
  const { conversation, title, why } = ended;
  const others = state.departures.filter((departure) => departure.conversation !== conversation);
  return { ...withoutConversation(state, conversation), departures: [...others, { conversation, title, why }] };
}

export function applyDepartureSeen(state: State, conversation: number): State {
  return { ...state, departures: state.departures.filter((departure) => departure.conversation !== conversation) };
}
