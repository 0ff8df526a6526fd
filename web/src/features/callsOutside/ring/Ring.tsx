import { t } from '@lingui/core/macro';
import { Icon28PhoneDownOutline, Icon28PhoneOutline, Icon28VideocamOutline } from '@vkontakte/icons';
import { useEffect } from 'react';
import { postDecline } from '../../../api/callsOutside';
import type { CallBrief, Row } from '../../../api/shapes';
import { serverNow } from '../../../live/serverClock';
import { showSnack } from '../../../ui/overlay/overlays';
import { UserAvatar } from '../../../ui/UserAvatar';
import { keepHabit } from '../../calls/habits';
import { openCall, useActiveCall } from '../../calls/openCall';
import styles from './Ring.module.css';
import { settle } from './settled';
import { useAlarm } from './useAlarm';

interface RingProps {
  row: Row;
  call: CallBrief;
}

/** Somebody calls. It takes no focus: whoever is writing must not answer with the space bar. */
export function Ring({ row, call }: RingProps) {
  const active = useActiveCall();
  // Until the server has told its clock the device's own is asked, which must make no ring of an hour.
  useEffect(() => {
    const left = Math.min(call.ring_until - serverNow(), call.ring_until - call.at);
    const timer = setTimeout(() => settle(call.id), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [call.id, call.ring_until, call.at]);
  if (active === call.id || location.pathname === `/calls/${call.id}`) return null;
  return active === null ? <Card row={row} call={call} /> : <WhileBusy call={call} />;
}

/** Whoever talks is told, and not rung. */
function WhileBusy({ call }: { call: CallBrief }) {
  const { id, name } = call;
  useEffect(() => {
    showSnack({ text: t`Вам звонит ${name}`, action: { label: t`Отклонить`, run: () => decline(id) } });
  }, [id, name]);
  return null;
}

function Card({ row, call }: RingProps) {
  const isDirect = row.kind === 'direct';
  const isVideo = call.media === 'video';
  const what = isVideo ? t`Видеозвонок` : t`Аудиозвонок`;
  useAlarm(row, call, what);
  const accept = (hasCamera: boolean) => {
    settle(call.id);
    if (isVideo) keepHabit({ hasCamera });
    openCall(call.id, { atOnce: true });
  };
  return (
    <section className={styles.card} role="alertdialog" aria-label={t`Входящий звонок: ${call.name}`}>
      <UserAvatar id={isDirect ? call.by : row.id} name={isDirect ? call.name : row.title} size={56} />
      <div className={styles.facts}>
        <p className={styles.name}>{call.name}</p>
        <p className={styles.where}>{isDirect ? what : t`${what} в чате «${row.title}»`}</p>
      </div>
      <div className={styles.buttons}>
        <button type="button" className={`${styles.button} ${styles.decline}`} onClick={() => decline(call.id)}>
          <Icon28PhoneDownOutline aria-hidden />
          {t`Отклонить`}
        </button>
        <button type="button" className={`${styles.button} ${styles.accept}`} onClick={() => accept(false)}>
          <Icon28PhoneOutline aria-hidden />
          {isVideo ? t`Без видео` : t`Ответить`}
        </button>
        {isVideo && (
          <button type="button" className={`${styles.button} ${styles.accept}`} onClick={() => accept(true)}>
            <Icon28VideocamOutline aria-hidden />
            {t`С видео`}
          </button>
        )}
      </div>
    </section>
  );
}

/** It is silent here at once; when the server is not reached the others hear nothing of it, and it ends by itself. */
function decline(call: number) {
  settle(call);
  void postDecline(call).catch(() => undefined);
}
