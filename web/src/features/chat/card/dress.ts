import { command } from '../../../live/connection';
import { applyPersonal } from '../../../store/apply/personal';
import { change, read } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';
import type { Appearance } from '../appearance/appearance';
import { sentenceOf } from '../list/wishes';

/** Shows the new look at once; takes it back when the server could not keep it. */
export async function dress(conversation: number, appearance: Appearance) {
  const before = read().rows[conversation]?.appearance;
  change(applyPersonal, conversation, { appearance });
  const { error } = await command('conversation.set', { conversation, appearance });
  if (!error) return;
  if (before) change(applyPersonal, conversation, { appearance: before });
  showSnack({ text: sentenceOf(error) });
}
