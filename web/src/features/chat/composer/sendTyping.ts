import { command } from '../../../live/connection';

/** The server passes on one in three seconds and shows it for five. */
const EVERY_MS = 3_000;

const toldAt = new Map<number, number>();

export function sendTyping(conversation: number) {
  const now = Date.now();
  if (now - (toldAt.get(conversation) ?? 0) < EVERY_MS) return;
  toldAt.set(conversation, now);
  void command('conversation.typing', { conversation });
}
