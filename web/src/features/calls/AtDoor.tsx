import { t } from '@lingui/core/macro';
import { Icon56DoorArrowRightOutline, Icon56PhoneOutline, Icon56UsersOutline } from '@vkontakte/icons';
import { Button, Spinner } from '@vkontakte/vkui';
import { type ReactNode, useEffect } from 'react';
import { sentenceOf } from '../../api/sentence';
import { showSnack } from '../../ui/overlay/overlays';
import { say } from '../../ui/say';
import styles from './AtDoor.module.css';
import type { CallSession } from './session';
import { type CallView, titleOf } from './view';
import { lasted } from './words';

interface AtDoorProps {
  session: CallSession;
  view: CallView;
  onClose(): void;
}

/** One waits, was not let in, is there on another device; or it is over. */
export function AtDoor({ session, view, onClose }: AtDoorProps) {
  switch (view.phase) {
    case 'waiting':
      return (
        <Door
          title={t`Ждём, когда вас впустят`}
          text={view.why || titleOf(view)}
          icon={<Spinner size="l" aria-hidden />}
        >
          <Button size="l" mode="secondary" onClick={onClose}>
            {t`Не ждать`}
          </Button>
        </Door>
      );
    case 'elsewhere':
      return (
        <Door
          title={t`Вы в этом звонке на другом устройстве`}
          text={view.why || t`Можно перейти сюда: там звонок закроется.`}
          icon={<Icon56UsersOutline aria-hidden />}
        >
          <Button size="l" onClick={() => void session.moveHere().catch(tell)}>
            {t`Перейти сюда`}
          </Button>
          <Button size="l" mode="secondary" onClick={onClose}>
            {t`Остаться там`}
          </Button>
        </Door>
      );
    case 'over':
      return (
        <Door title={t`Звонок завершён`} text={lengthOf(view)} icon={<Icon56PhoneOutline aria-hidden />}>
          <Button size="l" mode="secondary" onClick={onClose}>
            {t`Закрыть`}
          </Button>
        </Door>
      );
    default:
      return (
        <Door
          title={view.wasInside ? t`Вы больше не в звонке` : t`Войти не получилось`}
          text={view.why || t`Вас не впустили в этот звонок.`}
          icon={<Icon56DoorArrowRightOutline aria-hidden />}
        >
          <Button size="l" mode="secondary" onClick={onClose}>
            {t`Закрыть`}
          </Button>
        </Door>
      );
  }
}

const tell = (error: unknown) => showSnack({ text: sentenceOf(error) });

function lengthOf({ call }: CallView): string {
  if (!call?.started_at || !call.ended_at) return call?.title ?? '';
  return t`${call.title}, длился ${lasted(call.ended_at - call.started_at)}`;
}

interface DoorProps {
  title: string;
  text: string;
  icon: ReactNode;
  children: ReactNode;
}

/** A card with a few words where a call cannot be. */
export function Door({ title, text, icon, children }: DoorProps) {
  useEffect(() => say(title), [title]);
  return (
    <section className={`${styles.page} pm-paper`} aria-label={title}>
      <div className={styles.card}>
        <span className={styles.icon}>{icon}</span>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.text}>{text}</p>
        <div className={styles.buttons}>{children}</div>
      </div>
    </section>
  );
}
