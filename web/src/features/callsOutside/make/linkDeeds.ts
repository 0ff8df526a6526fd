/** What one does with the link of a call, on its card and within the call. */
import { t } from '@lingui/core/macro';
import { postCallLink } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { confirm, showSnack } from '../../../ui/overlay/overlays';
import { keepLink, linkOf } from './links';

export async function copyLink(address: string) {
  try {
    await navigator.clipboard.writeText(address);
    showSnack({ text: t`Ссылка скопирована` });
  } catch {
    showSnack({ text: t`Браузер не дал скопировать. Выделите адрес и скопируйте сами.` });
  }
}

/** Asks first, because the former link stops working. `working` lasts while the server is asked. */
export async function renewLink(call: number, working: (isBusy: boolean) => void = () => undefined) {
  if (!(await isSure(linkOf(call) !== null))) return;
  working(true);
  try {
    keepLink(call, (await postCallLink(call)).token);
    // Browsers copy only at once after a tap.
    const copy = { label: t`Скопировать`, run: () => void copyLink(linkOf(call) ?? '') };
    showSnack({ text: t`Новая ссылка готова`, action: copy });
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
  }
  working(false);
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
