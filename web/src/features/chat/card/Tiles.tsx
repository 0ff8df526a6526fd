import { t } from '@lingui/core/macro';
import {
  Icon28ChainOutline,
  Icon28MoreHorizontal,
  Icon28NotificationDisableOutline,
  Icon28Notifications,
  Icon28UserAddOutline,
} from '@vkontakte/icons';
import { Tappable } from '@vkontakte/vkui';
import type { MouseEvent, ReactNode } from 'react';
import type { Row } from '../../../api/shapes';
import { isMuted } from '../../../store/select/rows';
import { openMenu } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { bellItems, bellTitle, moreItems } from './cardMenu';
import styles from './Tiles.module.css';

/** The four doors of a card: what this person may not do has none. */
export function Tiles({ row }: { row: Row }) {
  const mayInvite = row.may.includes('invite');
  return (
    <div className={styles.tiles}>
      <Tile
        icon={isMuted(row) ? <Icon28NotificationDisableOutline /> : <Icon28Notifications />}
        label={bellTitle(row)}
        hasMenu
        onClick={(at) => openMenu({ label: t`Уведомления`, at, items: bellItems(row) })}
      />
      {mayInvite && (
        <Tile icon={<Icon28UserAddOutline />} label={t`Добавить`} onClick={() => navigate(paths.add(row.id))} />
      )}
      {mayInvite && (
        <Tile icon={<Icon28ChainOutline />} label={t`Ссылка`} onClick={() => navigate(paths.links(row.id))} />
      )}
      <Tile
        icon={<Icon28MoreHorizontal />}
        label={t`Ещё`}
        hasMenu
        onClick={(at) => openMenu({ label: row.title, at, items: moreItems(row) })}
      />
    </div>
  );
}

interface TileProps {
  icon: ReactNode;
  label: string;
  hasMenu?: boolean;
  onClick(at: Element): void;
}

function Tile({ icon, label, hasMenu = false, onClick }: TileProps) {
  return (
    <Tappable
      className={styles.tile}
      hasHover={false}
      aria-haspopup={hasMenu ? 'menu' : undefined}
      onClick={(event: MouseEvent<HTMLElement>) => onClick(event.currentTarget)}
    >
      <span aria-hidden>{icon}</span>
      {label}
    </Tappable>
  );
}
