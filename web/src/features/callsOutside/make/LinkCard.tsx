import { t } from '@lingui/core/macro';
import { Button, Input } from '@vkontakte/vkui';
import { useState } from 'react';
import { type KnownCall, postCallLink } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { confirm, showSnack } from '../../../ui/overlay/overlays';
import styles from '../Card.module.css';
import { keepLink, useLinkOf } from './links';
import { QrCode } from './QrCode';

/** «Ссылка на звонок»: the address to copy and to be photographed; or a new one, where this page does not know it. */
export function LinkCard({ call }: { call: KnownCall }) {
  const address = useLinkOf(call.id);
  const [isBusy, setBusy] = useState(false);
  const renew = async () => {
    if (!(await isSure(address !== null))) return;
    setBusy(true);
    try {
      keepLink(call.id, (await postCallLink(call.id)).token);
      showSnack({ text: t`Новая ссылка готова` });
    } catch (error) {
      showSnack({ text: sentenceOf(error) });
    }
    setBusy(false);
  };
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
          <Button size="l" onClick={() => void copy(address)}>
            {t`Скопировать`}
          </Button>
        )}
        {address && 'share' in navigator && (
          <Button size="l" mode="secondary" onClick={() => void share(address, call.title)}>
            {t`Поделиться`}
          </Button>
        )}
        <Button size="l" mode="tertiary" loading={isBusy} onClick={() => void renew()}>
          {t`Новая ссылка`}
        </Button>
      </div>
      {address && <QrCode text={address} label={t`QR-код ссылки на звонок`} />}
    </section>
  );
}

function isSure(isKnown: boolean): Promise<boolean> {
  return confirm({
    title: t`Сделать новую ссылку?`,
    text: isKnown
      ? t`Прежняя перестанет действовать: тем, кому вы её отправили, понадобится новая.`
      : t`Прежняя перестанет действовать, если вы её кому-то отправили.`,
    action: t`Сделать новую`,
  });
}

async function copy(address: string) {
  try {
    await navigator.clipboard.writeText(address);
    showSnack({ text: t`Ссылка скопирована` });
  } catch {
    showSnack({ text: t`Браузер не дал скопировать. Выделите адрес и скопируйте сами.` });
  }
}

async function share(address: string, title: string) {
  // Putting the sheet of the system away is no failure.
  await navigator.share({ title, url: address }).catch(() => undefined);
}
