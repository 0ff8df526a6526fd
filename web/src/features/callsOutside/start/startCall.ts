import { type Media, postCall } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { showSnack } from '../../../ui/overlay/overlays';
import { openCall } from '../../calls/openCall';

/** Rings, and goes in front of the own camera; or says in the server's words what calls lack. True when it went. */
export async function startCall(conversation: number, media: Media, ring?: readonly number[]): Promise<boolean> {
  try {
    openCall((await postCall(conversation, media, ring)).id);
    return true;
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
    return false;
  }
}
