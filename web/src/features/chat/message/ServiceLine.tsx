import { Icon16Phone } from '@vkontakte/icons';
import { memo } from 'react';
import type { Line } from '../../../store/select/feed';
import { useLive } from '../../../store/store';
import styles from './ServiceLine.module.css';
import { serviceSentence } from './serviceWords';

const CALLS = new Set<string | undefined>(['called', 'missed']);

/** What happened in the chat. A pinned message is one press away. */
export const ServiceLine = memo(function ServiceLine({ line }: { line: Line }) {
  const me = useLive((state) => state.me?.id);
  if (!line.message) return null;
  const goal = line.message.service?.no ?? 0;
  const isOfCall = CALLS.has(line.message.service?.what);
  const sentence = serviceSentence(line.message, me);
  return (
    <div className={styles.row} data-key={line.key} data-no={line.no ?? undefined}>
      {goal > 0 ? (
        <button type="button" className={`${styles.line} ${styles.link}`} data-goal={goal}>
          {sentence}
        </button>
      ) : (
        <p className={styles.line}>
          {isOfCall && <Icon16Phone className={styles.sign} />}
          {sentence}
        </p>
      )}
    </div>
  );
});
