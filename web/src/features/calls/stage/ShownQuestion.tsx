import { t } from '@lingui/core/macro';
import { useCall } from '../context';
import styles from './ShownQuestion.module.css';

/** The question that a host shows to all; nobody is told who asked. */
export function ShownQuestion() {
  const { view } = useCall();
  const shown = view.room?.shown;
  return (
    <div className={styles.around} role="status">
      {shown && (
        <p className={styles.question}>
          <span className={styles.head}>{t`Вопрос зрителя`}</span>
          {shown.text}
        </p>
      )}
    </div>
  );
}
