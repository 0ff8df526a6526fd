import { t } from '@lingui/core/macro';
import { Icon28BrushOutline, Icon28Notifications } from '@vkontakte/icons';
import { SimpleCell } from '@vkontakte/vkui';
import type { MouseEvent } from 'react';
import type { Row } from '../../../api/shapes';
import { isMuted } from '../../../store/select/rows';
import { openMenu } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { bellItems, mutedUntil } from './cardMenu';
import { EditAbilities } from './EditAbilities';
import { EditInfo } from './EditInfo';
import { Scroll } from './Scroll';
import styles from './Settings.module.css';

/** Behind the gear: what one may change for all, then what is for oneself. */
export function Settings({ row }: { row: Row }) {
  const openBell = (event: MouseEvent<HTMLElement>) =>
    openMenu({ label: t`Уведомления`, at: event.currentTarget, items: bellItems(row) });
  return (
    <Scroll>
      {row.may.includes('edit') && <EditInfo key={row.title} row={row} />}
      {row.may.includes('manage') && <EditAbilities row={row} />}
      <section aria-labelledby="settings-mine">
        <h2 id="settings-mine" className={styles.title}>{t`Только для меня`}</h2>
        <div className={styles.cells}>
          <SimpleCell
            before={<Icon28Notifications />}
            subtitle={isMuted(row) ? mutedUntil(row) : t`включены`}
            aria-haspopup="menu"
            onClick={openBell}
          >
            {t`Уведомления`}
          </SimpleCell>
          <SimpleCell
            before={<Icon28BrushOutline />}
            subtitle={t`цвет и фон`}
            chevron="always"
            onClick={() => navigate(paths.appearance(row.id))}
          >
            {t`Внешний вид`}
          </SimpleCell>
        </div>
      </section>
    </Scroll>
  );
}
