import { t } from '@lingui/core/macro';
import { Notice } from '../../ui/Notice';

/** Who somebody is and why one sees them. */
export function PersonCard(_props: { profile: number; isPhone: boolean }) {
  return <Notice>{t`Контакт`}</Notice>;
}
