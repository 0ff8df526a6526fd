import { t } from '@lingui/core/macro';
import {
  Icon28ChevronDownOutline,
  Icon28GridLayoutOutline,
  Icon28MessageOutline,
  Icon28ScreenGridVerticalLineOutline,
  Icon28UsersOutline,
} from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { type ReactNode, useEffect, useState } from 'react';
import { serverNow } from '../../../live/serverClock';
import { useIsDesktop } from '../../../ui/useMedia';
import { useCall } from '../context';
import { isBroadcast, isViewer, titleOf } from '../view';
import { lasted, watching } from '../words';
import { Badge } from './Badge';
import styles from './TopBar.module.css';
import type { StageState } from './useStage';
import { useUnread } from './useUnread';

interface TopBarProps {
  stage: StageState;
  onMinimise: (() => void) | null;
  children: ReactNode;
}

export function TopBar({ stage, onMinimise, children }: TopBarProps) {
  const isDesktop = useIsDesktop();
  return (
    <header className={styles.top}>
      <div className={styles.start}>
        {onMinimise && (
          <IconButton label={t`Свернуть звонок`} onClick={onMinimise}>
            <Icon28ChevronDownOutline />
          </IconButton>
        )}
        <Title />
      </div>
      {children}
      <div className={styles.end}>
        <LookButton stage={stage} />
        {!isDesktop && <PanelButtons stage={stage} />}
      </div>
    </header>
  );
}

function Title() {
  const { view } = useCall();
  return (
    <div className={styles.title}>
      <h1>{titleOf(view)}</h1>
      <span className={styles.facts}>
        <Timer since={view.call?.started_at ?? null} />
        {isBroadcast(view) && <span className={styles.timer}>{watching(view.room?.viewers ?? 0)}</span>}
      </span>
    </div>
  );
}

export function Timer({ since }: { since: number | null }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (since === null) return null;
  return (
    <span className={styles.timer} role="timer" aria-live="off" aria-label={t`Звонок идёт`}>
      {lasted(now - since)}
    </span>
  );
}

function LookButton({ stage }: { stage: StageState }) {
  const isGrid = stage.look === 'grid';
  return (
    <IconButton
      label={isGrid ? t`Показывать говорящего крупно` : t`Показывать всех сеткой`}
      onClick={() => stage.setLook(isGrid ? 'speaker' : 'grid')}
    >
      {isGrid ? <Icon28ScreenGridVerticalLineOutline /> : <Icon28GridLayoutOutline />}
    </IconButton>
  );
}

function PanelButtons({ stage }: { stage: StageState }) {
  const { view } = useCall();
  const unread = useUnread(view.call?.conversation ?? null);
  const waiting = view.room?.waiting ?? 0;
  return (
    <>
      {!isViewer(view) && (
        <span className={styles.sign}>
          <IconButton
            label={t`Участники`}
            aria-expanded={stage.panel === 'people'}
            onClick={() => stage.toggle('people')}
          >
            <Icon28UsersOutline />
          </IconButton>
          <Badge count={waiting} />
        </span>
      )}
      {view.call?.conversation != null && (
        <span className={styles.sign}>
          <IconButton label={t`Чат`} aria-expanded={stage.panel === 'chat'} onClick={() => stage.toggle('chat')}>
            <Icon28MessageOutline />
          </IconButton>
          <Badge count={unread} />
        </span>
      )}
    </>
  );
}
