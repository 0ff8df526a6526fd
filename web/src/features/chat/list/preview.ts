/** The second line of a row: who said what, or what is waiting there. */
import { t } from '@lingui/core/macro';
import type { Message, Row } from '../../../api/shapes';
import type { Unsent } from '../../../store/state';
import { serviceLine } from '../serviceLine';

export interface Preview {
  /** «Черновик», «Вы», «Ирина Львовна»; null where the text stands alone. */
  before: string | null;
  isDraft: boolean;
  text: string;
}

interface PreviewSource {
  row: Row;
  unsent: Unsent | null;
  me: number;
  /** Its words stand in the field beside the list. */
  isSelected: boolean;
}

export function previewOf({ row, unsent, me, isSelected }: PreviewSource): Preview {
  const { draft, last, kind } = row;
  if (unsent) return said(t`Вы`, unsent.text || t`Переслано`);
  if (draft?.text && !isSelected) return { before: t`Черновик`, isDraft: true, text: draft.text };
  if (!last) return said(null, t`Сообщений пока нет`);
  if (last.service) return said(null, serviceLine(last, me));
  return said(authorOf(last, kind, me), wordsOf(last));
}

const said = (before: string | null, text: string): Preview => ({ before, isDraft: false, text });

function wordsOf(message: Message): string {
  if (message.deleted) return t`Сообщение удалено`;
  return message.forwarded ? t`Переслано · ${message.text}` : message.text;
}

function authorOf(message: Message, kind: string, me: number): string | null {
  if (message.by === me) return t`Вы`;
  return kind === 'direct' ? null : givenName(message.name);
}

/** «Ирина Львовна» without the surname is how a school speaks; names of two words keep the first. */
function givenName(name: string): string {
  const words = name.split(' ');
  return words.length > 2 ? `${words[0]} ${words[1]}` : (words[0] ?? name);
}
