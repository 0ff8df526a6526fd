import { t } from '@lingui/core/macro';
import type { Reason } from '../../api/shapes';
import { calendarDate } from '../../ui/when';
import styles from './Reasons.module.css';

/** Why somebody is where they are, each with the day it began. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  return reasons.map(({ text, since }) => (
    <div key={`${text} ${since}`} className={styles.reason}>
      {since ? t`${text}, с ${calendarDate(since)}` : text}
    </div>
  ));
}
