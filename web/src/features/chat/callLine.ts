/** The line that a call leaves in its chat: «Звонок, 12 минут». */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Service } from '../../api/shapes';

const MINUTE = 60_000;

export function callLine({ what, media, ms = 0 }: Service, isMine: boolean): string {
  if (what === 'missed') return isMine ? t`Звонок без ответа` : t`Пропущенный звонок`;
  const time = spokenTime(Math.round(ms / MINUTE));
  return media === 'video' ? t`Видеозвонок, ${time}` : t`Звонок, ${time}`;
}

/** The browser counts minutes in any language. */
function spokenTime(minutes: number): string {
  if (minutes < 1) return t`меньше минуты`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours && spoken(hours, 'hour'), rest && spoken(rest, 'minute')].filter(Boolean).join(' ');
}

const spoken = (count: number, unit: string) =>
  new Intl.NumberFormat(i18n.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
