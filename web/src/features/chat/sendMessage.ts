import { read } from '../../store/store';
import { post } from './outbox/outbox';
import { uuid7 } from './outbox/uuid7';

/** Says it at once on this screen; the outbox carries it to the server. */
export function sendMessage(conversation: number, text: string) {
  const { me } = read();
  if (!me) return;
  void post({ key: uuid7(), profile: me.id, conversation, text, at: Date.now(), failure: null });
}
