import { t } from '@lingui/core/macro';
import {
  Icon28CancelOutline,
  Icon28MicrophoneAlt,
  Icon28MicrophoneSlashAlt,
  Icon28VideocamAlt,
  Icon28VideocamSlashAlt,
  Icon56PhoneOutline,
  Icon56VideoOutline,
} from '@vkontakte/icons';
import { AdaptivityProvider, Button, IconButton, Spinner } from '@vkontakte/vkui';
import type { LocalVideoTrack } from 'livekit-client';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../../api/sentence';
import { useLive } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { UserAvatar } from '../../../ui/UserAvatar';
import { useAnswer } from '../../../ui/useAnswer';
import { momentSpoken } from '../../../ui/when';
import { Door } from '../AtDoor';
import { DeviceField } from '../DeviceFields';
import { keepHabit, readHabits } from '../habits';
import { takeAnswered, useActiveCall } from '../openCall';
import { canChooseSpeaker } from '../ownDevices';
import { freshPlace, type Place } from '../place';
import { SwitchLine } from '../SwitchLine';
import type { CallSession } from '../session';
import { leaveOthers } from '../sessions';
import { type CallView, isViewer } from '../view';
import { alreadyInside } from '../words';
import { Blocked } from './Blocked';
import { LevelMeter } from './LevelMeter';
import styles from './PreJoin.module.css';
import { type Preview, usePreview } from './usePreview';

interface PreJoinProps {
  session: CallSession;
  view: CallView;
  onClose(): void;
}

/** A look at oneself before the others see one. */
export function PreJoin({ session, view, onClose }: PreJoinProps) {
  const look = useCallback(() => session.look(), [session]);
  const answer = useAnswer(look);
  const { call } = view;
  const hasVideo = call ? call.media === 'video' : null;
  const [place] = useState(() => placeIn(session.call));
  // As it was when one came: what is turned on and off here is told to the devices one by one.
  const [{ hasSound, hasCamera }] = useState(() => place ?? readHabits());
  const isWatching = isViewer(view);
  const own = { sound: hasSound && !isWatching, camera: (hasVideo ?? false) && hasCamera && !isWatching };
  const preview = usePreview(hasVideo === null ? null : own);
  const join = (withCamera: boolean) => {
    leaveOthers(session.call);
    session.join(preview.take(withCamera)).catch((error: unknown) => showSnack({ text: sentenceOf(error) }));
  };
  const [isEager, setEager] = useState(place !== null);
  const isReady = call !== null && !preview.isOpening;
  useAnswered(session.call, isReady, isEager, () => join(preview.camera !== null));
  return (
    <AdaptivityProvider density="regular">
      <section className={`${styles.page} pm-paper`} aria-label={t`Перед входом в звонок`}>
        {answer.status === 'failed' ? (
          <Door title={t`Звонок не открылся`} text={sentenceOf(answer.error)} icon={<Icon56PhoneOutline aria-hidden />}>
            <Button size="l" onClick={answer.retry}>
              {t`Ещё раз`}
            </Button>
            <Button size="l" mode="secondary" onClick={onClose}>
              {t`Закрыть`}
            </Button>
          </Door>
        ) : (
          <Card
            view={view}
            preview={preview}
            hasVideo={hasVideo ?? false}
            wantsCamera={own.camera}
            isEager={isEager && preview.isOpening}
            onJoin={(withCamera) => (preview.isOpening ? setEager(true) : join(withCamera))}
            onClose={onClose}
          />
        )}
      </section>
    </AdaptivityProvider>
  );
}

/** Where one sat before the page was reloaded: back there nobody is asked again. */
function placeIn(call: number): Place | null {
  const place = freshPlace();
  return place?.call === call ? place : null;
}

/** Whoever sat there before, answered a ringing call, or pressed too early, comes in as soon as the camera is on. */
function useAnswered(call: number, isReady: boolean, isEager: boolean, join: () => void) {
  const latest = useRef(join);
  latest.current = join;
  useEffect(() => {
    if (isReady && (takeAnswered(call) || isEager)) latest.current();
  }, [call, isReady, isEager]);
}

interface CardProps {
  view: CallView;
  preview: Preview;
  hasVideo: boolean;
  wantsCamera: boolean;
  isEager: boolean;
  onJoin(withCamera: boolean): void;
  onClose(): void;
}

function Card({ view, preview, hasVideo, wantsCamera, isEager, onJoin, onClose }: CardProps) {
  const isWatching = isViewer(view);
  const isAsking = view.phase === 'asking' || isEager;
  const { microphone, camera, isOpening } = preview;
  return (
    <div className={styles.card}>
      <div className={styles.close}>
        <IconButton label={t`Закрыть`} onClick={onClose}>
          <Icon28CancelOutline />
        </IconButton>
      </div>
      {isWatching ? (
        <Icon56VideoOutline className={styles.watch ?? ''} aria-hidden />
      ) : (
        <Mirror preview={preview} hasVideo={hasVideo} />
      )}
      <div className={styles.side}>
        <h1 className={styles.title}>{view.call?.title ?? t`Звонок`}</h1>
        <p className={styles.lead}>{leadOf(view)}</p>
        <div className={styles.fields}>
          {isWatching ? (
            <p
              className={styles.note}
            >{t`Вас не видят и не слышат, а зрители не видят друг друга. Вопрос ведущему можно написать.`}</p>
          ) : (
            <>
              <Blocked sound={preview.soundTrouble} camera={preview.cameraTrouble} onRetry={() => retry(preview)} />
              <DeviceField kind="audioinput" due={microphone} isOpening={isOpening} onChoose={preview.chooseMicrophone}>
                <div className={styles.meter}>
                  <LevelMeter track={microphone} />
                </div>
              </DeviceField>
              {hasVideo && (
                <DeviceField kind="videoinput" due={camera} isOpening={isOpening} onChoose={preview.chooseCamera} />
              )}
            </>
          )}
          {canChooseSpeaker() && (
            <DeviceField
              kind="audiooutput"
              due={microphone}
              isOpening={isOpening && !isWatching}
              onChoose={(speaker) => keepHabit({ speaker })}
            />
          )}
          <SoundOnly />
          <CheckFirst />
        </div>
        <div className={styles.buttons}>
          <Elsewhere call={view.call?.id} />
          <Button size="l" stretched loading={isAsking} disabled={!view.call} onClick={() => onJoin(camera !== null)}>
            {isWatching ? t`Смотреть` : t`Присоединиться`}
          </Button>
          {(camera || (isOpening && wantsCamera)) && (
            <Button size="l" stretched mode="secondary" disabled={isAsking || !camera} onClick={() => onJoin(false)}>
              {t`Войти без видео`}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** A call that goes on here is left for this one: better said before. */
function Elsewhere({ call }: { call: number | undefined }) {
  const active = useActiveCall();
  if (active === null || active === call) return null;
  return <p className={styles.note}>{t`Вы сейчас в другом звонке: из него вы выйдете.`}</p>;
}

function retry({ soundTrouble, cameraTrouble, setMicrophone, setCamera }: Preview) {
  if (soundTrouble) setMicrophone(true);
  if (cameraTrouble) setCamera(true);
}

/** For a guest it may be closed. */
function CheckFirst() {
  const isSignedIn = useLive((state) => state.me !== null);
  if (!isSignedIn) return null;
  return (
    <Link to={paths.check} className={styles.check}>
      {t`Плохо слышно? Проверка связи`}
    </Link>
  );
}

function leadOf({ call }: CallView): string {
  if (!call) return '';
  if (call.state === 'planned' && call.planned_at) {
    return t`Начало: ${momentSpoken(call.planned_at)}`;
  }
  return call.kind === 'broadcast' ? t`Трансляция` : alreadyInside(call.count);
}

function SoundOnly() {
  const [isOn, setOn] = useState(() => readHabits().isSoundOnly);
  return (
    <SwitchLine
      label={t`Только звук`}
      hint={t`Для слабого интернета: без видео остальных`}
      isOn={isOn}
      onChange={(next) => {
        keepHabit({ isSoundOnly: next });
        setOn(next);
      }}
    />
  );
}

function Mirror({ preview, hasVideo }: { preview: Preview; hasVideo: boolean }) {
  const { microphone, camera, isOpening } = preview;
  const me = useLive((state) => state.me);
  const name = me?.name ?? t`Вы`;
  return (
    <div className={styles.mirror}>
      {camera ? <Picture track={camera} /> : <Face isOpening={isOpening} id={me?.id ?? 0} name={name} />}
      <span className={styles.me}>{name}</span>
      <div className={styles.knobs}>
        <Knob
          label={microphone ? t`Выключить микрофон` : t`Включить микрофон`}
          isOn={microphone !== null}
          onClick={() => preview.setMicrophone(microphone === null)}
        >
          {microphone ? <Icon28MicrophoneAlt /> : <Icon28MicrophoneSlashAlt />}
        </Knob>
        {hasVideo && (
          <Knob
            label={camera ? t`Выключить камеру` : t`Включить камеру`}
            isOn={camera !== null}
            onClick={() => preview.setCamera(camera === null)}
          >
            {camera ? <Icon28VideocamAlt /> : <Icon28VideocamSlashAlt />}
          </Knob>
        )}
      </div>
    </div>
  );
}

function Face({ isOpening, id, name }: { isOpening: boolean; id: number; name: string }) {
  return isOpening ? (
    <Spinner size="l" aria-label={t`Включаем камеру и микрофон`} />
  ) : (
    <UserAvatar id={id} name={name} size={96} />
  );
}

function Picture({ track }: { track: LocalVideoTrack }) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    track.attach(element);
    return () => void track.detach(element);
  }, [track]);
  return <video ref={ref} className={styles.picture} muted playsInline autoPlay aria-label={t`Вы в камере`} />;
}

interface KnobProps {
  label: string;
  isOn: boolean;
  onClick(): void;
  children: ReactNode;
}

function Knob({ label, isOn, onClick, children }: KnobProps) {
  return (
    <button type="button" className={styles.knob} data-off={!isOn || undefined} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
