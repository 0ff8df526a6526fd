import { t } from '@lingui/core/macro';
import { Icon28CalendarOutline, Icon28PhoneOutline, Icon28VideocamOutline } from '@vkontakte/icons';
import type { Media } from '../../../api/callsOutside';
import type { Row } from '../../../api/shapes';
import { type MenuItem, openMenu, type Place } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { startCall } from './startCall';

/** With voices alone, or with pictures. */
export function openCallMenu(at: Place, start: (media: Media) => void, more: readonly MenuItem[] = []) {
  openMenu({
    label: t`Позвонить`,
    at,
    items: [
      { label: t`Аудиозвонок`, icon: <Icon28PhoneOutline width={24} height={24} />, run: () => start('audio') },
      { label: t`Видеозвонок`, icon: <Icon28VideocamOutline width={24} height={24} />, run: () => start('video') },
      ...more,
    ],
  });
}

export function openCallMenuOf(conversation: number, at: Place, kind: Row['kind']) {
  // Whoever may call in the parents' chat is of the staff.
  const meeting: MenuItem = {
    label: t`Запланировать собрание`,
    icon: <Icon28CalendarOutline width={24} height={24} />,
    run: () => navigate(paths.gather(conversation)),
  };
  openCallMenu(at, (media) => void startCall(conversation, media), kind === 'guardians' ? [meeting] : []);
}
