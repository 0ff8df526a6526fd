/** The menus of the card: the deeds of the list, and those that belong to one chat alone. */
import { t } from '@lingui/core/macro';
import {
  Icon20ArchiveOutline,
  Icon20BrushOutline,
  Icon20CopyOutline,
  Icon20DeleteClockOutline,
  Icon20DoorArrowRightOutline,
  Icon20MessageUnreadTopOutline,
  Icon20UnarchiveOutline,
} from '@vkontakte/icons';
import type { Row } from '../../../api/shapes';
import { FOREVER, isArchived, isMuted, isUnread } from '../../../store/select/rows';
import { read } from '../../../store/store';
import type { MenuItem } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { clockTime, dayTitle } from '../../../ui/when';
import * as deeds from '../list/deeds';
import { mayMakeChats } from '../make/mayMakeChats';

/** What the bell says of itself: «Без звука до 18:40». */
export function bellTitle(row: Row): string {
  return isMuted(row) ? t`Без звука` : t`Уведомления`;
}

export function bellItems(row: Row): MenuItem[] {
  const times: MenuItem[] = [
    { label: t`Отключить на 1 час`, run: () => void deeds.mute([row.id], deeds.hoursFromNow(1)) },
    { label: t`Отключить на 8 часов`, run: () => void deeds.mute([row.id], deeds.hoursFromNow(8)) },
    { label: t`Отключить, пока не включу`, run: () => void deeds.mute([row.id], FOREVER) },
  ];
  if (!isMuted(row)) return times;
  return [{ label: t`Включить уведомления`, hint: mutedUntil(row), run: () => void deeds.unmute([row.id]) }, ...times];
}

/** Until when the chat is silent, in words. */
export function mutedUntil({ muted_until }: Row): string {
  if (muted_until === FOREVER) return t`отключены, пока не включите`;
  const day = dayTitle(muted_until).toLocaleLowerCase();
  return t`отключены: ${day}, до ${clockTime(muted_until)}`;
}

export function moreItems(row: Row): MenuItem[] {
  return [
    { label: t`Внешний вид`, icon: <Icon20BrushOutline />, run: () => navigate(paths.appearance(row.id)) },
    ...(isUnread(row) ? [] : [unreadItem(row)]),
    archiveItem(row),
    ...copyItems(row),
    ...endItems(row),
  ];
}

function unreadItem(row: Row): MenuItem {
  const icon = <Icon20MessageUnreadTopOutline />;
  return { label: t`Отметить непрочитанным`, icon, run: () => void deeds.markUnread([row.id]) };
}

function archiveItem(row: Row): MenuItem {
  return isArchived(row)
    ? { label: t`Вернуть из архива`, icon: <Icon20UnarchiveOutline />, run: () => void deeds.unarchive([row.id]) }
    : { label: t`Архивировать`, icon: <Icon20ArchiveOutline />, run: () => void deeds.archive([row.id]) };
}

function copyItems(row: Row): MenuItem[] {
  if (row.kind === 'direct' || !mayMakeChats(read().me)) return [];
  const run = () => navigate(paths.makeFrom(row.id));
  return [{ label: t`Создать новый чат на основе этого`, icon: <Icon20CopyOutline />, run }];
}

function endItems(row: Row): MenuItem[] {
  const clear: MenuItem = {
    label: t`Очистить историю`,
    icon: <Icon20DeleteClockOutline />,
    isDestructive: true,
    isApart: true,
    run: () => void deeds.clear(row.id),
  };
  const leave: MenuItem = {
    label: t`Выйти из чата`,
    icon: <Icon20DoorArrowRightOutline />,
    isDestructive: true,
    run: () => void deeds.leave(row.id),
  };
  return row.may.includes('leave') ? [clear, leave] : [clear];
}
