import { drop } from './outbox/outbox';

/** The person gives up a message the server refused. */
export function dropMessage(key: string) {
  void drop(key);
}
