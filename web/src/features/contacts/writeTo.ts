import { sentenceOf } from '../../api/sentence';
import { showSnack } from '../../ui/overlay/overlays';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { openDirect } from './openDirect';

/** Goes to the chat with one person, or says why not; `prepare` puts into its field what is to be written about. */
export async function writeTo(profile: number, prepare?: (conversation: number) => void) {
  try {
    const conversation = await openDirect(profile);
    prepare?.(conversation);
    navigate(paths.conversation(conversation));
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
  }
}
