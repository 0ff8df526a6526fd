import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { attempt } from '../attempt';
import { useCall } from '../context';
import { stillWithoutHost } from '../words';
import styles from './Notes.module.css';

/** Calm words above the pictures: what is not as usual, and how it becomes so again. */
export function Notes() {
  const { view, deeds } = useCall();
  return (
    <div className={styles.notes} role="status">
      {view.isMending && <Note isLate>{t`Связь прервалась. Подключаемся снова…`}</Note>}
      {view.room?.frozen && <Note>{stillWithoutHost()}</Note>}
      {view.isSilent && (
        <Note action={t`Включить звук`} onClick={() => attempt(deeds.startSound())}>
          {t`Браузер ждёт вашего нажатия, чтобы включить звук.`}
        </Note>
      )}
      {view.paused !== 'nothing' && !view.isSoundOnly && (
        <Note action={t`Показать видео`} onClick={() => deeds.showPictures()}>
          {t`Слабый интернет: видео приостановлено, чтобы звук не прерывался.`}
        </Note>
      )}
      {view.isSoundOnly && (
        <Note action={t`Показать видео`} onClick={() => deeds.setSoundOnly(false)}>
          {t`Включён режим «только звук».`}
        </Note>
      )}
    </div>
  );
}

interface NoteProps {
  action?: string;
  onClick?(): void;
  /** A break of a moment is not worth a word. */
  isLate?: boolean;
  children: ReactNode;
}

function Note({ action, onClick, isLate, children }: NoteProps) {
  return (
    <div className={styles.note} data-late={isLate || undefined}>
      <span>{children}</span>
      {action && (
        <button type="button" onClick={onClick}>
          {action}
        </button>
      )}
    </div>
  );
}
