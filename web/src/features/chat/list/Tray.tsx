import { t } from '@lingui/core/macro';
import {
  Icon24ArchiveOutline,
  Icon24ChecksOutline,
  Icon24DoorArrowRightOutline,
  Icon24MessageUnreadTopOutline,
  Icon24NotificationOutline,
  Icon24NotificationSlashOutline,
  Icon24PinOutline,
  Icon24PinSlashOutline,
  Icon24UnarchiveOutline,
} from '@vkontakte/icons';
import type { ReactNode } from 'react';
import type { Row } from '../../../api/shapes';
import { isArchived, isMuted, isUnread } from '../../../store/select/rows';
import { openMenu } from '../../../ui/overlay/overlays';
import * as deeds from './deeds';
import type { Side } from './listStore';
import { muteTimes } from './rowMenu';
import styles from './Tray.module.css';

/** The buttons under a row that a stroke lays open: to the left the quiet ones, to the right the loud ones. */
export function Tray({ row, side }: { row: Row; side: Side }) {
  const buttons = side === 'start' ? [pinButton(row), unreadButton(row)] : [muteButton(row), ...endButtons(row)];
  return (
    <div className={`${styles.tray} ${styles[side]}`} data-tray>
      {buttons.map(({ label, icon, tone, run }) => (
        <button key={label} type="button" className={`${styles.button} ${styles[tone]}`} onClick={run}>
          {icon}
          <span>{label}</span>
        </button>
      ))}
    </div>
  );
}

interface TrayButton {
  label: string;
  icon: ReactNode;
  tone: 'calm' | 'accent' | 'negative';
  run(): void;
}

function pinButton({ id, pin }: Row): TrayButton {
  return pin
    ? { label: t`Открепить`, icon: <Icon24PinSlashOutline />, tone: 'accent', run: () => void deeds.unpin([id]) }
    : { label: t`Закрепить`, icon: <Icon24PinOutline />, tone: 'accent', run: () => void deeds.pin([id]) };
}

function unreadButton(row: Row): TrayButton {
  const ids = [row.id];
  return isUnread(row)
    ? { label: t`Прочитано`, icon: <Icon24ChecksOutline />, tone: 'calm', run: () => deeds.markRead(ids) }
    : {
        label: t`Не прочитано`,
        icon: <Icon24MessageUnreadTopOutline />,
        tone: 'calm',
        run: () => void deeds.markUnread(ids),
      };
}

function muteButton(row: Row): TrayButton {
  const ids = [row.id];
  if (isMuted(row)) {
    return {
      label: t`Со звуком`,
      icon: <Icon24NotificationOutline />,
      tone: 'calm',
      run: () => void deeds.unmute(ids),
    };
  }
  const ask = () => openMenu({ label: t`Отключить уведомления`, at: document.body, items: muteTimes(ids) });
  return { label: t`Без звука`, icon: <Icon24NotificationSlashOutline />, tone: 'calm', run: ask };
}

function endButtons(row: Row): TrayButton[] {
  const { id } = row;
  const leave: TrayButton = {
    label: t`Выйти`,
    icon: <Icon24DoorArrowRightOutline />,
    tone: 'negative',
    run: () => void deeds.leave(id),
  };
  const archive: TrayButton = isArchived(row)
    ? { label: t`Вернуть`, icon: <Icon24UnarchiveOutline />, tone: 'accent', run: () => void deeds.unarchive([id]) }
    : { label: t`В архив`, icon: <Icon24ArchiveOutline />, tone: 'accent', run: () => void deeds.archive([id]) };
  return row.kind === 'direct' ? [archive] : [leave, archive];
}
