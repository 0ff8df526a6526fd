import { t } from '@lingui/core/macro';
import { Button, Input } from '@vkontakte/vkui';
import { useState } from 'react';
import type { KnownCall } from '../../../api/callsOutside';
import styles from '../Card.module.css';
import { copyLink, renewLink } from './linkDeeds';
import { useLinkOf } from './links';
import { QrCode } from './QrCode';

/** «Ссылка на звонок»: the address to copy and to be photographed; or a new one, where this page does not know it. */
export function LinkCard({ call }: { call: KnownCall }) {
  const address = useLinkOf(call.id);
  const [isBusy, setBusy] = useState(false);
  return (
    <section className={styles.card} aria-labelledby="call-link">
      <h2 id="call-link" className={styles.title}>{t`Ссылка на звонок`}</h2>
      {address ? (
        <>
          <Input
            value={address}
            readOnly
            slotProps={{ input: { 'aria-label': t`Адрес ссылки` } }}
            onFocus={(event) => event.target.select()}
          />
          <p className={styles.text}>
            {t`Скопируйте ссылку сейчас: сервер её не хранит, и позже можно будет только сделать новую.`}
          </p>
        </>
      ) : (
        <p className={styles.text}>
          {t`Ссылку показывают один раз, когда её делают. Если она потерялась, сделайте новую: прежняя перестанет действовать.`}
        </p>
      )}
      <div className={styles.buttons}>
        {address && (
          <Button size="l" onClick={() => void copyLink(address)}>
            {t`Скопировать`}
          </Button>
        )}
        {address && 'share' in navigator && (
          <Button size="l" mode="secondary" onClick={() => void share(address, call.title)}>
            {t`Поделиться`}
          </Button>
        )}
        <Button size="l" mode="tertiary" loading={isBusy} onClick={() => void renewLink(call.id, setBusy)}>
          {t`Новая ссылка`}
        </Button>
      </div>
      {address && <QrCode text={address} label={t`QR-код ссылки на звонок`} />}
    </section>
  );
}

async function share(address: string, title: string) {
  // Putting the sheet of the system away is no failure.
  await navigator.share({ title, url: address }).catch(() => undefined);
}
