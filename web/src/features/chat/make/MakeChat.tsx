import { t } from '@lingui/core/macro';
import { Notice } from '../../../ui/Notice';

/** A new chat; `from` is the chat whose people it begins with. */
export function MakeChat(_props: { from: number | null; isPhone: boolean }) {
  return <Notice>{t`Новый чат`}</Notice>;
}
