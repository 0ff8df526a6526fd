import type { Reaction } from '../../../api/shapes';
import type { People } from '../people';
import styles from './Reactions.module.css';
import { spokenOthers } from './words';

interface ReactionsProps {
  reactions: readonly Reaction[];
  people: People;
  me: number | undefined;
}

/** The signs under a message: a press adds the own one or takes it away, a long one says who. */
export function Reactions({ reactions, people, me }: ReactionsProps) {
  return (
    <span className={styles.row}>
      {reactions.map(({ emoji, by }) => {
        const isMine = me !== undefined && by.includes(me);
        return (
          <button
            key={emoji}
            type="button"
            className={isMine ? `${styles.chip} ${styles.mine}` : styles.chip}
            data-emoji={emoji}
            tabIndex={-1}
            aria-pressed={isMine}
            aria-label={`${emoji} ${by.length}`}
            title={namesOf(by, people)}
          >
            <span className={styles.sign}>{emoji}</span>
            {by.length}
          </button>
        );
      })}
    </span>
  );
}

const MOST_NAMED = 8;

function namesOf(by: readonly number[], people: People): string | undefined {
  const names = by.flatMap((profile) => people.get(profile)?.name ?? []).slice(0, MOST_NAMED);
  if (names.length === 0) return undefined;
  const others = by.length - names.length;
  return others > 0 ? `${names.join(', ')} ${spokenOthers(others)}` : names.join(', ');
}
