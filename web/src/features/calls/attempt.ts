import { sentenceOf } from '../../api/sentence';
import { showSnack } from '../../ui/overlay/overlays';

/** Does it, or says why not. */
export function attempt(deed: Promise<unknown>) {
  deed.catch((error: unknown) => showSnack({ text: sentenceOf(error) }));
}
