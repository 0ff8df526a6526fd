import { t } from '@lingui/core/macro';
import { Notice } from '../../../ui/Notice';

/** Where a link to a chat leads. */
export function JoinScreen(_props: { token: string; isPhone: boolean }) {
  return <Notice>{t`Приглашение в чат`}</Notice>;
}
