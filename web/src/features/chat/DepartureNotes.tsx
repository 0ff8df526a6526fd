import { t } from '@lingui/core/macro';
import { Icon20Cancel } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { applyDepartureSeen } from '../../store/apply/membership';
import { change, useLive } from '../../store/store';
import styles from './DepartureNotes.module.css';

/** One sentence for each chat that left the list, until it is put away. */
export function DepartureNotes() {
  const departures = useLive((state) => state.departures);
  return (
    <div role="status">
      {departures.map(({ conversation, title, why }) => (
        <div key={conversation} className={styles.note}>
          <p className={styles.text}>
            <b>{t`Чата «${title}» больше нет в вашем списке.`}</b> {why}
          </p>
          <IconButton label={t`Понятно`} onClick={() => change(applyDepartureSeen, conversation)}>
            <Icon20Cancel />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
