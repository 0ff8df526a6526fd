import { t } from '@lingui/core/macro';
import { Icon28HeadphonesOutline, Icon28MessagesOutline, Icon28VideocamOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { showSnack } from '../../ui/overlay/overlays';
import { Blocked } from '../calls/preview/Blocked';
import styles from './Check.module.css';
import { codeOf } from './code';
import type { Findings } from './findings';
import { judge, type Level } from './verdict';
import { adviceWord, levelWord } from './words';

/** What works, what to do, and what to tell whoever helps. */
export function Result({ findings, onRetry }: { findings: Findings; onRetry(): void }) {
  const { messages, voice, video, advice } = judge(findings);
  const { microphone, camera } = findings.troubles;
  return (
    <section className={styles.card} aria-label={t`Итог`}>
      <ul className={styles.levels}>
        <Line icon={<Icon28MessagesOutline aria-hidden />} name={t`Сообщения`} level={messages} />
        <Line icon={<Icon28HeadphonesOutline aria-hidden />} name={t`Голос`} level={voice} />
        <Line icon={<Icon28VideocamOutline aria-hidden />} name={t`Видео`} level={video} />
      </ul>
      {advice.map((one) => (
        <p key={one} className={styles.advice}>
          {adviceWord(one)}
        </p>
      ))}
      <Blocked
        sound={microphone === undefined || microphone === 'silent' ? null : microphone}
        camera={camera === undefined || camera === 'silent' ? null : camera}
        onRetry={onRetry}
      />
      <Code code={codeOf(findings)} />
    </section>
  );
}

function Line({ icon, name, level }: { icon: ReactNode; name: string; level: Level }) {
  return (
    <li className={styles.level} data-level={level}>
      {icon}
      <span className={styles.levelName}>{name}</span>
      <span className={styles.levelWord}>{levelWord(level)}</span>
    </li>
  );
}

function Code({ code }: { code: string }) {
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => showSnack({ text: t`Код скопирован` }),
      () => showSnack({ text: t`Не удалось скопировать. Перепишите код с экрана.` }),
    );
  return (
    <div className={styles.code}>
      <span className={styles.text}>{t`Код для того, кто помогает:`}</span>
      <output className={styles.signs}>{code}</output>
      <Button size="m" mode="secondary" onClick={() => void copy()}>
        {t`Скопировать код`}
      </Button>
    </div>
  );
}
