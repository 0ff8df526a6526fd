import { t } from '@lingui/core/macro';
import { Tappable } from '@vkontakte/vkui';
import { takeNewVersion, useNewVersion } from '../pwa/worker';
import styles from './ConnectionBar.module.css';

/** A new version is here; it waits until it is convenient. */
export function NewVersionBar() {
  const isReady = useNewVersion();
  return (
    <div role="status">
      {isReady && (
        <div className={styles.bar}>
          <span>{t`Доступна новая версия.`}</span>
          <Tappable className={styles.hurry} onClick={() => void takeNewVersion()}>
            {t`Обновить`}
          </Tappable>
        </div>
      )}
    </div>
  );
}
