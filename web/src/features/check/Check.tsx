import { t } from '@lingui/core/macro';
import { AdaptivityProvider, Button, PanelHeaderBack } from '@vkontakte/vkui';
import { useEffect } from 'react';
import { ApiError } from '../../api/ApiError';
import { type CheckPlan, fetchCheckPlan } from '../../api/check';
import { sentenceOf } from '../../api/sentence';
import { Notice } from '../../ui/Notice';
import { Overlays } from '../../ui/overlay/Overlays';
import { ScreenHeader } from '../../ui/ScreenHeader';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { say } from '../../ui/say';
import { useAnswer } from '../../ui/useAnswer';
import styles from './Check.module.css';
import { Paper } from './Paper';
import { Parts } from './Parts';
import { ReadCode } from './ReadCode';
import { Result } from './Result';
import { useCheck } from './useCheck';

interface CheckProps {
  /** For whoever is not signed in: where they can be, with this page to come back to. Null inside. */
  onSignIn: (() => void) | null;
  /** Whoever is not signed in has no screen above this one but the door. */
  onDoor?(): void;
}

/** «Проверка связи»: what this network lets through, in words for a parent and on paper for a provider. */
export function Check({ onSignIn, onDoor }: CheckProps) {
  const answer = useAnswer<CheckPlan>(fetchCheckPlan);
  // Inside the app this stands in its main part.
  const Place = onSignIn ? 'main' : 'section';
  return (
    <AdaptivityProvider density="regular">
      <Place className={styles.screen} aria-label={t`Проверка связи`}>
        <ScreenHeader
          hasBack={onSignIn === null}
          before={onDoor && <PanelHeaderBack aria-label={t`Назад`} onClick={onDoor} />}
        >
          <h1 className={styles.title}>{t`Проверка связи`}</h1>
        </ScreenHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
        <div className={styles.scroll} tabIndex={0}>
          {answer.status === 'loading' && <SkeletonRows />}
          {answer.status === 'failed' && <Refused error={answer.error} onSignIn={onSignIn} onRetry={answer.retry} />}
          {answer.status === 'ready' && <Body plan={answer.value} />}
        </div>
      </Place>
      {onSignIn && <Overlays />}
    </AdaptivityProvider>
  );
}

interface RefusedProps {
  error: unknown;
  onSignIn: (() => void) | null;
  onRetry(): void;
}

function Refused({ error, onSignIn, onRetry }: RefusedProps) {
  if (onSignIn && error instanceof ApiError && error.status === 401) {
    return (
      <Notice title={t`Сначала войдите`} action={{ label: t`Войти`, onClick: onSignIn }}>
        {t`Школа открыла проверку связи только тем, кто вошёл.`}
      </Notice>
    );
  }
  return (
    <Notice title={t`Проверка не открылась`} action={{ label: t`Ещё раз`, onClick: onRetry }}>
      {sentenceOf(error)}
    </Notice>
  );
}

function Body({ plan }: { plan: CheckPlan }) {
  const { findings, isRunning, hasBegun, start } = useCheck(plan);
  useEffect(() => {
    if (findings.isDone) say(t`Проверка закончена`);
  }, [findings.isDone]);
  return (
    <div className={styles.column}>
      <section className={styles.card}>
        <p className={styles.text}>
          {t`Проверим, дойдут ли сообщения и получится ли звонок из этой сети и на этом устройстве. Это займёт около минуты; браузер спросит про микрофон и камеру. Никто вас не увидит и не услышит.`}
        </p>
        {!hasBegun && plan.calls_missing && <p className={styles.text}>{plan.calls_missing}</p>}
        <Button size="l" stretched loading={isRunning} disabled={isRunning} onClick={start}>
          {findings.isDone ? t`Проверить ещё раз` : t`Начать проверку`}
        </Button>
      </section>
      {findings.isDone && <Result findings={findings} onRetry={start} />}
      {hasBegun && <Parts findings={findings} />}
      <Paper plan={plan} findings={findings.isDone ? findings : null} />
      <ReadCode />
    </div>
  );
}
