import { t } from '@lingui/core/macro';
import type { Media } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { read } from '../../../store/store';
import { type Place, showSnack } from '../../../ui/overlay/overlays';
import { openDirect } from '../../contacts/openDirect';
import { openCallMenu } from './callMenu';
import { startCall } from './startCall';

/** Asks with what, and rings one person in the chat of the two. */
export function callPerson(profile: number, at: Place) {
  openCallMenu(at, (media) => void ring(profile, media));
}

async function ring(profile: number, media: Media) {
  try {
    const conversation = await openDirect(profile);
    const row = read().rows[conversation];
    if (row && !row.may.includes('call'))
      showSnack({ text: row.closed_because ?? t`Позвонить этому человеку нельзя.` });
    else await startCall(conversation, media);
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
  }
}
