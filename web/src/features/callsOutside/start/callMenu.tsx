import { t } from '@lingui/core/macro';
import { Icon28PhoneOutline, Icon28VideocamOutline } from '@vkontakte/icons';
import type { Media } from '../../../api/callsOutside';
import { openMenu, type Place } from '../../../ui/overlay/overlays';
import { startCall } from './startCall';

/** With voices alone, or with pictures. */
export function openCallMenu(at: Place, start: (media: Media) => void) {
  openMenu({
    label: t`Позвонить`,
    at,
    items: [
      { label: t`Аудиозвонок`, icon: <Icon28PhoneOutline width={24} height={24} />, run: () => start('audio') },
      { label: t`Видеозвонок`, icon: <Icon28VideocamOutline width={24} height={24} />, run: () => start('video') },
    ],
  });
}

export function openCallMenuOf(conversation: number, at: Place) {
  openCallMenu(at, (media) => void startCall(conversation, media));
}
