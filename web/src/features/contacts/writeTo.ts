import { sentenceOf } from '../../api/sentence';
import { showSnack } from '../../ui/overlay/overlays';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { openDirect } from './openDirect';

/** Goes to the chat with one person, or says why not. */
export async function writeTo(profile: number) {
  try {
    navigate(paths.conversation(await openDirect(profile)));
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
  }
}
