/** The menu of one chat, the same by three dots, by right click and by a long press. */
import { t } from '@lingui/core/macro';
import {
  Icon20ArchiveOutline,
  Icon20CheckCircleOutline,
  Icon20ChecksOutline,
  Icon20DeleteClockOutline,
  Icon20DoorArrowRightOutline,
  Icon20MessageUnreadTopOutline,
  Icon20NotificationOutline,
  Icon20NotificationSlashOutline,
  Icon20PinOutline,
  Icon20PinSlashOutline,
  Icon20Reorder,
  Icon20SmileOutline,
  Icon20UnarchiveOutline,
  Icon20UserAddOutline,
} from '@vkontakte/icons';
import type { Row } from '../../../api/shapes';
import { FOREVER, isArchived, isMuted, isUnread, pinnedIds } from '../../../store/select/rows';
import { read } from '../../../store/store';
import { type MenuItem, openMenu, type Place } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { sendMessage } from '../sendMessage';
import * as deeds from './deeds';
import { arrange, choose } from './listStore';

export function openRowMenu(id: number, at: Place) {
  const row = read().rows[id];
  if (row) openMenu({ label: row.title, at, items: itemsOf(row) });
}

function itemsOf(row: Row): MenuItem[] {
  return [
    ...(row.may_post ? [smileItem(row)] : []),
    ...(row.may.includes('invite') ? [inviteItem(row)] : []),
    unreadItem(row),
    muteItem(row),
    ...(isArchived(row) ? [] : pinItems(row)),
    archiveItem(row),
    { label: t`Выбрать`, icon: <Icon20CheckCircleOutline />, run: () => choose(row.id) },
    ...endItems(row),
  ];
}

const SMILES = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

function smileItem({ id }: Row): MenuItem {
  const items = SMILES.map((smile) => ({ label: smile, run: () => sendMessage(id, smile) }));
  return { label: t`Отправить смайл`, icon: <Icon20SmileOutline />, items, isRow: true };
}

function inviteItem({ id }: Row): MenuItem {
  return { label: t`Добавить собеседников`, icon: <Icon20UserAddOutline />, run: () => navigate(paths.add(id)) };
}

function unreadItem(row: Row): MenuItem {
  return isUnread(row)
    ? { label: t`Отметить прочитанным`, icon: <Icon20ChecksOutline />, run: () => deeds.markRead([row.id]) }
    : {
        label: t`Отметить непрочитанным`,
        icon: <Icon20MessageUnreadTopOutline />,
        run: () => void deeds.markUnread([row.id]),
      };
}

function muteItem(row: Row): MenuItem {
  return isMuted(row)
    ? { label: t`Включить уведомления`, icon: <Icon20NotificationOutline />, run: () => void deeds.unmute([row.id]) }
    : { label: t`Отключить уведомления`, icon: <Icon20NotificationSlashOutline />, items: muteTimes([row.id]) };
}

/** For how long: also asked for many chats at once. */
export function muteTimes(ids: readonly number[]): MenuItem[] {
  return [
    { label: t`На 1 час`, run: () => void deeds.mute(ids, deeds.hoursFromNow(1)) },
    { label: t`На 8 часов`, run: () => void deeds.mute(ids, deeds.hoursFromNow(8)) },
    { label: t`Пока не включу`, run: () => void deeds.mute(ids, FOREVER) },
  ];
}

function pinItems(row: Row): MenuItem[] {
  if (!row.pin) return [{ label: t`Закрепить`, icon: <Icon20PinOutline />, run: () => void deeds.pin([row.id]) }];
  const unpin = { label: t`Открепить`, icon: <Icon20PinSlashOutline />, run: () => void deeds.unpin([row.id]) };
  const order = { label: t`Изменить порядок`, icon: <Icon20Reorder />, run: () => arrange(true) };
  return pinnedIds(read().rows).length > 1 ? [unpin, order] : [unpin];
}

function archiveItem(row: Row): MenuItem {
  return isArchived(row)
    ? { label: t`Вернуть из архива`, icon: <Icon20UnarchiveOutline />, run: () => void deeds.unarchive([row.id]) }
    : { label: t`Архивировать`, icon: <Icon20ArchiveOutline />, run: () => void deeds.archive([row.id]) };
}

function endItems(row: Row): MenuItem[] {
  const clear = {
    label: t`Очистить историю`,
    icon: <Icon20DeleteClockOutline />,
    isDestructive: true,
    isApart: true,
    run: () => void deeds.clear(row.id),
  };
  if (row.kind === 'direct') return [clear];
  const leave = {
    label: t`Выйти из чата`,
    icon: <Icon20DoorArrowRightOutline />,
    isDestructive: true,
    run: () => void deeds.leave(row.id),
  };
  return [clear, leave];
}
