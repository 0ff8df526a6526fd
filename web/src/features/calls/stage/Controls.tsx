import { t } from '@lingui/core/macro';
import {
  Icon28Hand,
  Icon28HelpOutline,
  Icon28MessageOutline,
  Icon28MicrophoneAlt,
  Icon28MicrophoneSlashAlt,
  Icon28MoreHorizontal,
  Icon28PhoneDownFilled,
  Icon28Screencast,
  Icon28UsersOutline,
  Icon28VideocamAlt,
  Icon28VideocamSlashAlt,
} from '@vkontakte/icons';
import { openMenu } from '../../../ui/overlay/overlays';
import { useIsDesktop } from '../../../ui/useMedia';
import { useCall } from '../context';
import { canShareScreen } from '../ownDevices';
import { isBroadcast, isViewer, mayI } from '../view';
import { ControlButton } from './ControlButton';
import styles from './Controls.module.css';
import { askToEnd, leaveMenu, useMoreMenu } from './menus';
import type { Own } from './useOwn';
import type { StageState } from './useStage';
import { useUnread } from './useUnread';

interface ControlsProps {
  stage: StageState;
  own: Own;
  onLeave(): void;
  onEnd(): Promise<void>;
}

/** What one does in a call: five on the phone, all on the desktop. */
export function Controls({ stage, own, onLeave, onEnd }: ControlsProps) {
  const isDesktop = useIsDesktop();
  const { view } = useCall();
  const isWatching = isViewer(view);
  const moreItems = useMoreMenu({ stage, own, isDesktop });
  return (
    <footer className={styles.controls}>
      <div className={styles.group} role="toolbar" aria-label={t`Управление звонком`}>
        {!isWatching && <MicrophoneButton own={own} />}
        {!isWatching && <CameraButton own={own} />}
        {!isWatching && isDesktop && canShareScreen() && <ScreenButton own={own} />}
        {own.mayRaise && !isBroadcast(view) && <HandButton own={own} />}
        {isBroadcast(view) && <QuestionsButton stage={stage} />}
        <ControlButton
          icon={<Icon28MoreHorizontal />}
          label={t`Ещё`}
          hasMenu
          onClick={(at) => openMenu({ label: t`Ещё`, at, items: moreItems() })}
        />
        <HangUp onLeave={onLeave} onEnd={onEnd} />
      </div>
      {isDesktop && <PanelButtons stage={stage} />}
    </footer>
  );
}

function MicrophoneButton({ own }: { own: Own }) {
  const isOn = own.me?.hasSound ?? false;
  return (
    <ControlButton
      icon={isOn ? <Icon28MicrophoneAlt /> : <Icon28MicrophoneSlashAlt />}
      label={isOn ? t`Микрофон` : t`Включить`}
      rest={isOn ? t` — выключить` : t` микрофон`}
      title={isOn ? t`Выключить микрофон (M)` : t`Включить микрофон (M)`}
      look={isOn ? 'plain' : 'off'}
      isBarred={!isOn && !own.maySpeak}
      onClick={own.toggleMicrophone}
    />
  );
}

function CameraButton({ own }: { own: Own }) {
  const isOn = Boolean(own.me?.camera);
  return (
    <ControlButton
      icon={isOn ? <Icon28VideocamAlt /> : <Icon28VideocamSlashAlt />}
      label={t`Камера`}
      rest={isOn ? t` — выключить` : t` — включить`}
      title={isOn ? t`Выключить камеру (V)` : t`Включить камеру (V)`}
      look={isOn ? 'plain' : 'off'}
      isBarred={!isOn && !own.mayShow}
      onClick={own.toggleCamera}
    />
  );
}

function ScreenButton({ own }: { own: Own }) {
  const isOn = Boolean(own.me?.screen);
  return (
    <ControlButton
      icon={<Icon28Screencast />}
      label={t`Экран`}
      rest={isOn ? t` — остановить показ` : t` — демонстрировать`}
      title={isOn ? t`Остановить показ экрана (S)` : t`Демонстрировать экран (S)`}
      look={isOn ? 'on' : 'plain'}
      isBarred={!isOn && !own.mayShare}
      onClick={own.toggleScreen}
    />
  );
}

function HandButton({ own }: { own: Own }) {
  const isUp = own.me?.handAt != null;
  return (
    <ControlButton
      icon={<Icon28Hand />}
      label={t`Рука`}
      rest={isUp ? t` — опустить` : t` — поднять`}
      title={isUp ? t`Опустить руку (H)` : t`Поднять руку (H)`}
      look={isUp ? 'hand' : 'plain'}
      onClick={own.toggleHand}
    />
  );
}

/** What viewers ask; whoever runs the broadcast sees how many wait. */
function QuestionsButton({ stage }: { stage: StageState }) {
  const { view } = useCall();
  return (
    <ControlButton
      icon={<Icon28HelpOutline />}
      label={isViewer(view) ? t`Вопрос` : t`Вопросы`}
      look={stage.panel === 'questions' ? 'on' : 'plain'}
      badge={isViewer(view) ? 0 : (view.room?.questions ?? 0)}
      isExpanded={stage.panel === 'questions'}
      onClick={() => stage.toggle('questions')}
    />
  );
}

/** Whoever may end it for all is asked which of the two. */
function HangUp({ onLeave, onEnd }: Pick<ControlsProps, 'onLeave' | 'onEnd'>) {
  const { view } = useCall();
  const isHost = mayI(view, 'run');
  return (
    <ControlButton
      icon={<Icon28PhoneDownFilled />}
      label={isHost ? t`Завершить` : t`Выйти`}
      look="leave"
      hasMenu={isHost}
      onClick={(at) => {
        if (!isHost) onLeave();
        else openMenu({ label: t`Завершить`, at, items: leaveMenu(onLeave, () => void askToEnd(onEnd)) });
      }}
    />
  );
}

function PanelButtons({ stage }: { stage: StageState }) {
  const { view } = useCall();
  const conversation = view.call?.conversation ?? null;
  const unread = useUnread(conversation);
  const waiting = view.room?.waiting ?? 0;
  return (
    <div className={`${styles.group} ${styles.panels}`}>
      {!isViewer(view) && (
        <ControlButton
          icon={<Icon28UsersOutline />}
          label={t`Участники`}
          look={stage.panel === 'people' ? 'on' : 'plain'}
          badge={waiting || view.seats.length}
          isExpanded={stage.panel === 'people'}
          onClick={() => stage.toggle('people')}
        />
      )}
      {conversation !== null && (
        <ControlButton
          icon={<Icon28MessageOutline />}
          label={t`Чат`}
          look={stage.panel === 'chat' ? 'on' : 'plain'}
          badge={unread}
          isExpanded={stage.panel === 'chat'}
          onClick={() => stage.toggle('chat')}
        />
      )}
    </div>
  );
}
