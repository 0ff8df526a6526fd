import { t } from '@lingui/core/macro';
import { Icon24ChevronDown } from '@vkontakte/icons';
import styles from './Help.module.css';
import { helpTopics } from './helpTopics';

/** Answers to what a parent asks first; what they do not answer, the school does. */
export function Help() {
  return (
    <>
      <div className={styles.topics}>
        {helpTopics().map(({ question, steps }) => (
          <details key={question} className={styles.topic}>
            <summary className={styles.question}>
              <span>{question}</span>
              <Icon24ChevronDown className={styles.arrow} />
            </summary>
            <ol className={styles.steps}>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </details>
        ))}
      </div>
      <p className={styles.more}>{t`Не нашли ответа? Спросите классного руководителя или администратора школы.`}</p>
    </>
  );
}
