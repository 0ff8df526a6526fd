import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { createPortal } from 'react-dom';
import type { CheckPlan } from '../../api/check';
import styles from './Check.module.css';
import { codeOf } from './code';
import { type Findings, PARTS } from './findings';
import paper from './Paper.module.css';
import { partName, partWord, wayPurpose } from './words';

interface PaperProps {
  plan: CheckPlan;
  /** What the check found; null before there was one. */
  findings: Findings | null;
}

/** What the school's provider has to let through: shown, and printed as a page of its own. */
export function Paper({ plan, findings }: PaperProps) {
  return (
    <section className={styles.card} aria-label={t`Листок для провайдера`}>
      <h2 className={styles.heading}>{t`Листок для провайдера`}</h2>
      <p className={styles.text}>
        {t`Если школьная сеть что-то не пропускает, распечатайте листок и передайте тому, кто отвечает за интернет.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={styles.table} aria-label={t`Что открыть`} tabIndex={0}>
        <Ways plan={plan} />
      </section>
      <Button size="m" mode="secondary" onClick={() => window.print()}>
        {t`Распечатать`}
      </Button>
      {createPortal(<Sheet plan={plan} findings={findings} />, document.body)}
    </section>
  );
}

function Ways({ plan }: { plan: CheckPlan }) {
  return (
    <table className={paper.ways}>
      <thead>
        <tr>
          <th scope="col">{t`Узел`}</th>
          <th scope="col">{t`Порт`}</th>
          <th scope="col">{t`Протокол`}</th>
          <th scope="col">{t`Для чего`}</th>
        </tr>
      </thead>
      <tbody>
        {plan.ways.map(({ what, host, port, protocol }) => (
          <tr key={what}>
            <td className={paper.host}>{host}</td>
            <td>{port}</td>
            <td>{protocol.toUpperCase()}</td>
            <td>{wayPurpose(what)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Seen on paper only. */
function Sheet({ plan, findings }: PaperProps) {
  const site = location.host;
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' });
  return (
    <div className={paper.sheet} aria-hidden>
      <h1>{t`Доступ к школьной платформе «Перемена»`}</h1>
      <p>
        {t`Школа пользуется платформой «Перемена» по адресу ${site}. Просим открыть из школьной сети исходящие соединения к этим узлам и портам, без подмены сертификатов, без разбора содержимого и без закрытия долгих соединений.`}
      </p>
      <Ways plan={plan} />
      <p>
        {t`Соединения устанавливает только браузер пользователя; входящих соединений в школьную сеть не нужно. Звонку на одного участника нужно от 0,1 Мбит/с для голоса и около 1 Мбит/с в каждую сторону для видео.`}
      </p>
      {findings && (
        <>
          <h2>{t`Что показала проверка`}</h2>
          <table className={paper.ways}>
            <tbody>
              {PARTS.map((part) => (
                <tr key={part}>
                  <td>{partName(part)}</td>
                  <td>{partWord(part, findings.states[part], findings)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>{t`Код проверки: ${codeOf(findings)}`}</p>
        </>
      )}
      <p>{day}</p>
    </div>
  );
}
