import { memo } from 'react';
import type { Line } from '../../../store/select/feed';
import { useLive } from '../../../store/store';
import styles from './ServiceLine.module.css';
import { serviceSentence } from './serviceWords';

/** What happened in the chat. A pinned message is one press away. */
export const ServiceLine = memo(function ServiceLine({ line }: { line: Line }) {
  const me = useLive((state) => state.me?.id);
  if (!line.message) return null;
  const goal = line.message.service?.no ?? 0;
  const sentence = serviceSentence(line.message, me);
  return (
    <div className={styles.row} data-key={line.key} data-no={line.no ?? undefined}>
      {goal > 0 ? (
        <button type="button" className={`${styles.line} ${styles.link}`} data-goal={goal}>
          {sentence}
        </button>
      ) : (
        <p className={styles.line}>{sentence}</p>
      )}
    </div>
  );
});
