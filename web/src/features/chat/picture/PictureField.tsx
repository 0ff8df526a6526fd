import { t } from '@lingui/core/macro';
import { Icon24CameraOutline } from '@vkontakte/icons';
import { Button, Progress, Tappable } from '@vkontakte/vkui';
import { type ChangeEvent, type ReactNode, Suspense, useRef } from 'react';
import { lazily } from '../../../ui/lazily';
import styles from './PictureField.module.css';
import { usePicture } from './usePicture';

const CropDialog = lazily(() => import('./CropDialog').then((all) => all.CropDialog), {
  shape: 'over',
  giveUp: ({ onClosed }) => onClosed(),
});

interface PictureFieldProps {
  /** The face as it is now; `src` is the picture that was just chosen. */
  face(src: string | undefined): ReactNode;
  onStored(picture: number): Promise<void> | void;
}

/** The face of a chat with a camera on it: choose, cut, send, and say what went wrong. */
export function PictureField({ face, onStored }: PictureFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const choice = usePicture(onStored);
  const isBusy = choice.progress !== null;
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again after a mistake.
    event.target.value = '';
    if (file) choice.take(file);
  };
  return (
    <div className={styles.field}>
      <div className={styles.face}>
        {face(choice.preview ?? undefined)}
        <span className={styles.camera}>
          <Icon24CameraOutline aria-hidden />
        </span>
        <Tappable
          className={styles.button}
          hasHover={false}
          disabled={isBusy}
          aria-label={t`Установить фото чата`}
          onClick={() => input.current?.click()}
        />
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        className={styles.input}
        tabIndex={-1}
        aria-hidden
        onChange={choose}
      />
      {isBusy && (
        <Progress
          className={styles.progress}
          value={Math.round((choice.progress ?? 0) * 100)}
          aria-label={t`Фото загружается`}
        />
      )}
      <div role="alert" className={styles.failure}>
        {choice.failure}
        {choice.again && (
          <Button size="s" mode="tertiary" onClick={choice.again}>
            {t`Ещё раз`}
          </Button>
        )}
      </div>
      {choice.uncut && (
        <Suspense fallback={null}>
          <CropDialog address={choice.uncut} onCropped={choice.cut} onClosed={choice.drop} />
        </Suspense>
      )}
    </div>
  );
}
