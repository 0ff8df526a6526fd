import { Icon16Phone } from '@vkontakte/icons';
import { memo } from 'react';
import type { Line } from '../../../store/select/feed';
import { useLive } from '../../../store/store';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { isOfCall } from '../callLine';
import styles from './ServiceLine.module.css';
import { serviceSentence } from './serviceWords';

/** What happened in the chat. A pinned message is one press away. */
export const ServiceLine = memo(function ServiceLine({ line }: { line: Line }) {
  const me = useLive((state) => state.me?.id);
  if (!line.message) return null;
  const goal = line.message.service?.no ?? 0;
  const call = line.message.service?.what === 'planned' ? (line.message.service.call ?? 0) : 0;
  const sentence = serviceSentence(line.message, me);
  return (
    <div className={styles.row} data-key={line.key} data-no={line.no ?? undefined}>
      {goal > 0 ? (
        <button type="button" className={`${styles.line} ${styles.link}`} data-goal={goal}>
          {sentence}
        </button>
      ) : call > 0 ? (
        <Link to={paths.callPlan(call)} className={`${styles.line} ${styles.link}`}>
          <Icon16Phone className={styles.sign} />
          {sentence}
        </Link>
      ) : (
        <p className={styles.line}>
          {isOfCall(line.message.service?.what) && <Icon16Phone className={styles.sign} />}
          {sentence}
        </p>
      )}
    </div>
  );
});
