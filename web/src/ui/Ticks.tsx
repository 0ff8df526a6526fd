import { t } from '@lingui/core/macro';
import {
  Icon16CheckDoubleOutline,
  Icon16CheckOutline,
  Icon16ClockOutline,
  Icon16ErrorCircleOutline,
} from '@vkontakte/icons';
import type { Delivery } from '../store/select/feed';
import styles from './Ticks.module.css';

const ICONS = {
  sending: Icon16ClockOutline,
  failed: Icon16ErrorCircleOutline,
  sent: Icon16CheckOutline,
  read: Icon16CheckDoubleOutline,
};

/** How far an own message has come: clock, tick, two ticks, or a mark that it was refused. */
export function Ticks({ delivery }: { delivery: Delivery }) {
  const Icon = ICONS[delivery];
  return (
    <span className={styles.ticks} role="img" aria-label={spoken(delivery)}>
      <Icon />
    </span>
  );
}

function spoken(delivery: Delivery): string {
  switch (delivery) {
    case 'sending':
      return t`Отправляется`;
    case 'failed':
      return t`Не отправлено`;
    case 'sent':
      return t`Отправлено`;
    case 'read':
      return t`Прочитано`;
  }
}
