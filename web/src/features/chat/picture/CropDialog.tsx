import 'react-easy-crop/react-easy-crop.css';
import { t } from '@lingui/core/macro';
import { Button, FormItem, Slider } from '@vkontakte/vkui';
import { useRef, useState } from 'react';
import Cropper from 'react-easy-crop';
import { Dialog } from '../../../ui/overlay/Dialog';
import styles from './CropDialog.module.css';
import { cropped, type Square } from './cropped';

interface CropDialogProps {
  address: string;
  onCropped(picture: Blob): void;
  onClosed(): void;
}

const LARGEST_ZOOM = 4;

/** Choosing the square that will be the face: by dragging, by pinching, by arrows. */
export function CropDialog({ address, onCropped, onClosed }: CropDialogProps) {
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [hasFailed, setFailed] = useState(false);
  const square = useRef<Square | null>(null);
  const finish = async (close: (then: () => void) => void) => {
    if (!square.current) return;
    const picture = await cropped(address, square.current).catch(() => null);
    if (picture) close(() => onCropped(picture));
    else setFailed(true);
  };
  return (
    <Dialog title={t`Что будет на фото чата`} onClosed={onClosed}>
      {({ close }) => (
        <>
          <div className={styles.stage}>
            <Cropper
              image={address}
              crop={crop}
              zoom={zoom}
              maxZoom={LARGEST_ZOOM}
              aspect={1}
              cropShape="round"
              showGrid={false}
              keyboardStep={8}
              disableAutomaticStylesInjection
              onCropChange={setCrop}
              onZoomChange={setZoom}
              onCropComplete={(_, pixels) => {
                square.current = pixels;
              }}
              cropperProps={{ 'aria-label': t`Видимая часть фото: двигайте стрелками`, role: 'group' }}
              mediaProps={{ alt: '' }}
            />
          </div>
          <FormItem top={t`Масштаб`} className={styles.zoom}>
            <Slider
              min={1}
              max={LARGEST_ZOOM}
              step={0.05}
              value={zoom}
              onChange={setZoom}
              aria-label={t`Масштаб`}
              getAriaValueText={(value) => `${Math.round(value * 100)} %`}
            />
          </FormItem>
          {hasFailed && <p className={styles.failure} role="alert">{t`Не удалось обрезать фото. Выберите другое.`}</p>}
          <div className={styles.buttons}>
            <Button size="l" mode="secondary" onClick={() => close()}>
              {t`Отмена`}
            </Button>
            <Button size="l" onClick={() => void finish(close)}>
              {t`Готово`}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
