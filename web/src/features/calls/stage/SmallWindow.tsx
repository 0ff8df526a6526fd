import { t } from '@lingui/core/macro';
import {
  Icon28FullscreenOutline,
  Icon28MicrophoneAlt,
  Icon28MicrophoneSlashAlt,
  Icon28PhoneDownFilled,
} from '@vkontakte/icons';
import { type PointerEvent, useRef, useState } from 'react';
import { useCall } from '../context';
import { largeOf } from '../layout';
import { titleOf } from '../view';
import styles from './SmallWindow.module.css';
import { Tile } from './Tile';
import { useOwn } from './useOwn';
import type { StageState } from './useStage';

interface SmallWindowProps {
  stage: StageState;
  onExpand(): void;
  onLeave(): void;
}

/** The call in a corner while one goes on in the messenger; it can be moved out of the way. */
export function SmallWindow({ stage, onExpand, onLeave }: SmallWindowProps) {
  const { view } = useCall();
  const own = useOwn();
  const { style, ...drag } = useDrag();
  const large = largeOf(view, 'speaker', stage.pinned);
  const seat = view.seats.find(({ identity }) => identity === large?.identity) ?? own.me;
  const hasSound = own.me?.hasSound ?? false;
  return (
    <section className={styles.window} style={style} aria-label={t`Звонок: ${titleOf(view)}`} {...drag}>
      <div className={styles.picture}>
        {seat && <Tile seat={seat} place={undefined} isScreen={large?.isScreen ?? false} isSmall onMenu={null} />}
        {view.isMending && <p className={styles.mending}>{t`Подключаемся снова…`}</p>}
      </div>
      <div className={styles.buttons}>
        <button
          type="button"
          aria-label={hasSound ? t`Выключить микрофон` : t`Включить микрофон`}
          data-off={!hasSound || undefined}
          onClick={own.toggleMicrophone}
        >
          {hasSound ? <Icon28MicrophoneAlt /> : <Icon28MicrophoneSlashAlt />}
        </button>
        <button type="button" aria-label={t`Развернуть звонок`} onClick={onExpand}>
          <Icon28FullscreenOutline />
        </button>
        <button type="button" className={styles.leave} aria-label={t`Выйти из звонка`} onClick={onLeave}>
          <Icon28PhoneDownFilled />
        </button>
      </div>
    </section>
  );
}

interface Spot {
  x: number;
  y: number;
}

/** Moves with the pointer; a press on a button is no move. It never leaves the page. */
function useDrag() {
  const [spot, setSpot] = useState<Spot>({ x: 0, y: 0 });
  const start = useRef<(Spot & { box: DOMRect }) | null>(null);
  return {
    style: { transform: `translate(${spot.x}px, ${spot.y}px)` },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.target instanceof Element && event.target.closest('button')) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const box = event.currentTarget.getBoundingClientRect();
      start.current = { x: event.clientX - spot.x, y: event.clientY - spot.y, box: shifted(box, spot) };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!start.current) return;
      const { x, y, box } = start.current;
      setSpot({
        x: within(event.clientX - x, -box.left, innerWidth - box.right),
        y: within(event.clientY - y, -box.top, innerHeight - box.bottom),
      });
    },
    onPointerUp: () => {
      start.current = null;
    },
    onPointerCancel: () => {
      start.current = null;
    },
  };
}

/** Where it would lie had it not been moved. */
const shifted = (box: DOMRect, { x, y }: Spot) => new DOMRect(box.x - x, box.y - y, box.width, box.height);

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
