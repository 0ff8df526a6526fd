import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { useInstall } from '../../../pwa/install';
import { Dialog } from '../../../ui/overlay/Dialog';
import styles from './GetApp.module.css';

/** «Скачать приложение»: the app is this site, put beside the other programs; there is no shop to go to. */
export function GetApp() {
  const { isInstalled } = useInstall();
  const [isOpen, setOpen] = useState(false);
  if (isInstalled) return null;
  return (
    <>
      <Button size="m" mode="tertiary" className={styles.offer ?? ''} onClick={() => setOpen(true)}>
        {t`Скачать приложение`}
      </Button>
      {isOpen && <Platforms onClosed={() => setOpen(false)} />}
    </>
  );
}

function Platforms({ onClosed }: { onClosed(): void }) {
  const { install } = useInstall();
  const ways = [
    { platform: t`Android`, how: t`В Chrome откройте меню ⋮ и выберите «Установить приложение».` },
    { platform: t`iPhone и iPad`, how: t`В Safari нажмите «Поделиться», затем «На экран Домой».` },
    { platform: t`Компьютер`, how: t`В Chrome или Edge нажмите на значок установки справа в строке адреса.` },
  ];
  return (
    <Dialog title={t`Приложение Перемены`} onClosed={onClosed}>
      {({ close }) => (
        <div className={styles.body}>
          <p className={styles.text}>{t`Оно ставится прямо с этого сайта, без магазина приложений.`}</p>
          {install ? (
            <Button size="l" stretched onClick={() => void install().then(() => close())}>
              {t`Скачать на это устройство`}
            </Button>
          ) : (
            <dl className={styles.ways}>
              {ways.map(({ platform, how }) => (
                <div key={platform}>
                  <dt className={styles.platform}>{platform}</dt>
                  <dd className={styles.how}>{how}</dd>
                </div>
              ))}
            </dl>
          )}
          <Button size="l" mode="secondary" stretched onClick={() => close()}>
            {t`Закрыть`}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
