import { t } from '@lingui/core/macro';
import {
  Icon24ArchiveOutline,
  Icon24Cancel,
  Icon24ChecksOutline,
  Icon24NotificationSlashOutline,
  Icon24PinOutline,
} from '@vkontakte/icons';
import { Button, IconButton } from '@vkontakte/vkui';
import type { MouseEvent } from 'react';
import { openMenu } from '../../../ui/overlay/overlays';
import { spokenChosen } from '../words';
import * as deeds from './deeds';
import styles from './ListBar.module.css';
import { arrange, choose, useList } from './listStore';
import { muteTimes } from './rowMenu';

/** In the place of the list's header while chats are chosen, or the pinned are being put in order. */
export function ListBar() {
  const { chosen, isArchive } = useList((state) => state);
  return chosen ? <ChosenBar ids={[...chosen]} isArchive={isArchive} /> : <OrderBar />;
}

function ChosenBar({ ids, isArchive }: { ids: readonly number[]; isArchive: boolean }) {
  const count = ids.length;
  const end = (run: (ids: readonly number[]) => unknown) => () => {
    choose(null);
    void run(ids);
  };
  const askMute = (event: MouseEvent) => {
    const items = muteTimes(ids).map((item) => ({ ...item, run: () => end(() => item.run?.())() }));
    openMenu({ label: t`Отключить уведомления`, at: event.currentTarget, items });
  };
  const isNone = count === 0;
  return (
    <div className={styles.bar}>
      <IconButton label={t`Закончить выбор`} onClick={() => choose(null)}>
        <Icon24Cancel />
      </IconButton>
      <h1 className={styles.count} aria-live="polite">
        {spokenChosen(count)}
      </h1>
      <IconButton label={t`Отметить прочитанными`} disabled={isNone} onClick={end(deeds.markRead)}>
        <Icon24ChecksOutline />
      </IconButton>
      <IconButton label={t`Отключить уведомления`} disabled={isNone} aria-haspopup="menu" onClick={askMute}>
        <Icon24NotificationSlashOutline />
      </IconButton>
      {!isArchive && (
        <IconButton label={t`Закрепить`} disabled={isNone} onClick={end(deeds.pin)}>
          <Icon24PinOutline />
        </IconButton>
      )}
      <IconButton
        label={isArchive ? t`Вернуть из архива` : t`Архивировать`}
        disabled={isNone}
        onClick={end(isArchive ? deeds.unarchive : deeds.archive)}
      >
        <Icon24ArchiveOutline />
      </IconButton>
    </div>
  );
}

function OrderBar() {
  return (
    <div className={styles.bar}>
      <h1 className={`${styles.count} ${styles.inset}`}>{t`Порядок закреплённых`}</h1>
      <Button size="m" mode="tertiary" onClick={() => arrange(false)}>
        {t`Готово`}
      </Button>
    </div>
  );
}
