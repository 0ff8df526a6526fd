import { t } from '@lingui/core/macro';
import { Tappable } from '@vkontakte/vkui';
import { useEffect, useState } from 'react';
import { hurry } from '../live/connection';
import { useLive } from '../store/store';
import styles from './ConnectionBar.module.css';

/** Most breaks heal within this time and deserve no word. */
const PATIENCE_MS = 1_500;

/** Quiet: everything stays readable, and writing goes on. */
export function ConnectionBar() {
  const connection = useLive((state) => state.connection);
  const isOff = connection !== 'online';
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (!isOff) return setTold(false);
    const timer = setTimeout(() => setTold(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isOff]);
  return (
    <div role="status">
      {isOff && isTold && (
        <div className={styles.bar}>
          <span>{t`Нет связи. Сообщения отправятся, когда она появится.`}</span>
          {connection === 'waiting' && (
            <Tappable className={styles.hurry} onClick={hurry}>
              {t`Подключиться сейчас`}
            </Tappable>
          )}
        </div>
      )}
    </div>
  );
}
