import { t } from '@lingui/core/macro';
import { Spinner } from '@vkontakte/vkui';
import { type RefObject, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { lazily } from '../../../ui/lazily';
import styles from './EmojiCorner.module.css';

const EmojiPanel = lazily(() => import('../emoji/EmojiPanel').then((all) => all.EmojiPanel), {
  shape: 'line',
  giveUp: ({ onClose }) => onClose(),
});

interface EmojiCornerProps {
  id: string;
  isPhone: boolean;
  /** Presses on it are its own: it opens and closes. */
  opener: RefObject<HTMLElement | null>;
  onChoose(emoji: string): void;
  /** `isByKey`: the focus belongs to the field again. */
  onClose(isByKey: boolean): void;
}

/** Where emoji are picked: over the corner of the field on the desktop, in the place of the keyboard on the phone. */
export function EmojiCorner({ id, isPhone, opener, onChoose, onClose }: EmojiCornerProps) {
  const box = useRef<HTMLElement>(null);
  const columns = useColumns(box, isPhone);
  usePressBeside(box, opener, isPhone, onClose);
  return (
    <section ref={box} id={id} className={isPhone ? styles.sheet : styles.popover} aria-label={t`Эмодзи`}>
      {columns > 0 && (
        <Suspense fallback={<Spinner size="m" aria-label={t`Загружается`} />}>
          <EmojiPanel columns={columns} hasAutoFocus={!isPhone} onChoose={onChoose} onClose={() => onClose(true)} />
        </Suspense>
      )}
    </section>
  );
}

/** The sides of the list and its scroll bar. */
const BESIDE = 16;
const SCROLL_BAR = 15;

function useColumns(box: RefObject<HTMLElement | null>, isPhone: boolean): number {
  const [columns, setColumns] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const width = (box.current?.clientWidth ?? 0) - BESIDE - (isPhone ? 0 : SCROLL_BAR);
      setColumns(Math.max(1, Math.floor(width / (isPhone ? 44 : 36))));
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [box, isPhone]);
  return columns;
}

/** On the phone only the field and the button put it away, as they do with a keyboard. */
function usePressBeside(
  box: RefObject<HTMLElement | null>,
  opener: RefObject<HTMLElement | null>,
  isPhone: boolean,
  onClose: (isByKey: boolean) => void,
) {
  useEffect(() => {
    if (isPhone) return;
    const look = ({ target }: PointerEvent) => {
      const isOurs = [box, opener].some((part) => target instanceof Node && part.current?.contains(target));
      if (!isOurs) onClose(false);
    };
    document.addEventListener('pointerdown', look);
    return () => document.removeEventListener('pointerdown', look);
  }, [box, opener, isPhone, onClose]);
}
