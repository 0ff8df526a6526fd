/** The one road in: an event from the socket goes to the pure function that knows it. */
import { applyEvent } from '../store/apply/event';
import { type Place, placeOf } from '../store/apply/order';
import { change, read } from '../store/store';
import type { DurableEvent, EphemeralEvent } from './events.gen';

/** Applies the event that is next, and says where it stood. */
export function dispatch(event: DurableEvent | EphemeralEvent): Place {
  const place = 'seq' in event ? placeOf(read(), event) : 'next';
  if (place === 'next') change(applyEvent, event, Date.now());
  return place;
}
