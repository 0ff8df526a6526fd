import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { confirm } from '../../../ui/overlay/overlays';
import { partsOf } from './split';
import { lengthOf, type Written } from './written';

/** The messages of a text that is too long for one; null when the person thought better of it. */
export async function inParts(written: Written, limit: number): Promise<Written[] | null> {
  const parts = partsOf(written, limit);
  return (await confirmed(lengthOf(written.text), parts.length, limit)) ? parts : null;
}

function confirmed(length: number, count: number, limit: number): Promise<boolean> {
  const room = i18n.number(limit);
  return confirm({
    title: t`Сообщение слишком длинное`,
    text: `${spokenLength(length)} ${t`В одно сообщение помещается ${room}. Можно отправить частями, по порядку: их будет ${count}.`}`,
    action: t`Отправить частями`,
  });
}

function spokenLength(length: number): string {
  return plural(length, {
    one: 'В нём # знак.',
    few: 'В нём # знака.',
    many: 'В нём # знаков.',
    other: 'В нём # знака.',
  });
}
