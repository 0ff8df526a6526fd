/** Whom a meeting or a broadcast is for, in words. */
import { t } from '@lingui/core/macro';
import type { Audience } from '../../../api/callsOutside';

export type Unit = Audience['unit'];
export type Whom = Audience['whom'];

/** «3 А, родители», «Семья: Кузнецова Маша», «Школа № 7, все». */
export function audienceSpoken({ unit, title, whom }: Audience): string {
  if (unit === 'chat') return title;
  return unit === 'family' ? t`Семья: ${title}` : `${title}, ${whomSpoken(whom)}`;
}

export function whomSpoken(whom: Whom): string {
  switch (whom) {
    case 'guardians':
      return t`родители`;
    case 'pupils':
      return t`ученики`;
    case 'staff':
      return t`учителя и сотрудники`;
    case 'all':
      return t`все`;
  }
}
