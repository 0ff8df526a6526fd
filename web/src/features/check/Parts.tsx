import { t } from '@lingui/core/macro';
import {
  Icon24CheckCircleOutline,
  Icon24ClockOutline,
  Icon24ErrorCircleOutline,
  Icon24InfoCircleOutline,
} from '@vkontakte/icons';
import { Spinner } from '@vkontakte/vkui';
import styles from './Check.module.css';
import { type Findings, PARTS, type State } from './findings';
import { partName, partWord } from './words';

/** Everything that is looked at, one below the other. */
export function Parts({ findings }: { findings: Pick<Findings, 'states' | 'numbers' | 'troubles'> }) {
  return (
    <section className={styles.card} aria-label={t`Что проверено`}>
      <ul className={styles.parts}>
        {PARTS.map((part) => {
          const state = findings.states[part];
          return (
            <li key={part} className={styles.part} data-state={state}>
              <Sign state={state} />
              <span className={styles.partName}>{partName(part)}</span>
              <span className={styles.partWord}>{partWord(part, state, findings)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The word beside it says the same. */
function Sign({ state }: { state: State }) {
  if (state === 'runs') return <Spinner size="s" aria-hidden className={styles.sign ?? ''} />;
  const Icon = SIGNS[state];
  return <Icon className={styles.sign} aria-hidden />;
}

const SIGNS = {
  waits: Icon24ClockOutline,
  good: Icon24CheckCircleOutline,
  weak: Icon24InfoCircleOutline,
  bad: Icon24ErrorCircleOutline,
  absent: Icon24InfoCircleOutline,
};
