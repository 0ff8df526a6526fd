import { t } from '@lingui/core/macro';
import styles from './SkeletonRows.module.css';

const ROWS = ['60%', '45%', '70%', '50%', '65%', '40%', '55%'];

/** Grey rows in the shape of what is coming. */
export function SkeletonRows() {
  return (
    <div role="status" aria-label={t`Загружается`}>
      {ROWS.map((width) => (
        <div key={width} className={styles.row}>
          <span className={styles.face} />
          <span className={styles.lines}>
            <span className={styles.line} style={{ inlineSize: width }} />
            <span className={styles.line} />
          </span>
        </div>
      ))}
    </div>
  );
}
