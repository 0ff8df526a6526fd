import { t } from '@lingui/core/macro';
import { Icon24Phone, Icon24Videocam } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { CallBrief } from '../../api/shapes';
import { openCall, useActiveCall } from '../calls/openCall';
import styles from './Banner.module.css';
import { spokenGoing } from './going';

/** Above the messages while a call goes on in the chat. */
export function Banner({ call }: { call: CallBrief }) {
  const isInside = useActiveCall() === call.id;
  const Sign = call.media === 'video' ? Icon24Videocam : Icon24Phone;
  return (
    <section className={styles.banner} aria-label={t`Звонок в этом чате`}>
      <Sign className={styles.sign} aria-hidden />
      <span className={styles.text} role="status">
        {spokenGoing(call.count)}
      </span>
      <Button size="m" className={styles.join ?? ''} onClick={() => openCall(call.id)}>
        {isInside ? t`Вернуться` : t`Присоединиться`}
      </Button>
    </section>
  );
}
