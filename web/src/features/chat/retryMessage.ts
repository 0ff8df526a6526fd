import { read } from '../../store/store';
import { drop, post } from './outbox/outbox';
import { uuid7 } from './outbox/uuid7';

/** "Повторить": the refused message goes to the end of the queue, with its own key as long as that is free. */
export async function retryMessage(key: string) {
  const letter = read().unsent.find((one) => one.key === key);
  if (!letter?.failure) return;
  const isKeyTaken = letter.failure.code === 'key_reused';
  await drop(key);
  await post({ ...letter, key: isKeyTaken ? uuid7() : key, at: Date.now(), failure: null });
}
