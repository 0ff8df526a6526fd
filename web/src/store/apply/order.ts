/** Where a durable event stands: a seq grows by one per change of its topic. */

import type { State } from '../state';
import { conversationOf } from '../topics';

export type Place = 'next' | 'seen' | 'gap' | 'strange';

export function placeOf(state: State, event: { topic: string; seq: number }): Place {
  const ours = state.topics[event.topic];
  // A chat we have left, or whose row is still on its way by our own stream and may be older than this event.
  if (ours === undefined) return conversationOf(event.topic) === null ? 'gap' : 'strange';
  if (event.seq <= ours) return 'seen';
  return event.seq === ours + 1 ? 'next' : 'gap';
}
