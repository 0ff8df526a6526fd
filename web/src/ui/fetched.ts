import { t } from '@lingui/core/macro';
import { showSnack } from './overlay/overlays';

/** Code that a press asks for; null when it does not come, and the person was told: they press again. */
export async function fetched<Part>(load: () => Promise<Part>): Promise<Part | null> {
  try {
    return await load();
  } catch {
    showSnack({ text: t`Не удалось загрузить. Проверьте, есть ли интернет, и попробуйте ещё раз.` });
    return null;
  }
}
