/** The line that a call leaves in its chat: «Звонок, 12 минут». */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Service } from '../../api/shapes';
import { momentSpoken } from '../../ui/when';

const MINUTE = 60_000;

/** Lines of calls, and not of the chat itself. */
export type OfCall = 'called' | 'missed' | 'planned' | 'called_off';

const OF_CALLS = new Set<string | undefined>(['called', 'missed', 'planned', 'called_off'] satisfies OfCall[]);

export const isOfCall = (what: Service['what'] | undefined): what is OfCall => OF_CALLS.has(what);

export function callLine(service: Service, isMine: boolean): string {
  const { what, media, ms = 0 } = service;
  if (what === 'planned' || what === 'called_off') return gatheringLine(service);
  if (what === 'missed') return isMine ? t`Звонок без ответа` : t`Пропущенный звонок`;
  const time = spokenTime(Math.round(ms / MINUTE));
  return media === 'video' ? t`Видеозвонок, ${time}` : t`Звонок, ${time}`;
}

/** «Собрание «Итоги четверти»: 5 сентября, 18:00». */
function gatheringLine({ what, gathering, title = '', planned_at = 0 }: Service): string {
  const isBroadcast = gathering === 'broadcast';
  if (what === 'called_off') return isBroadcast ? t`Трансляция «${title}» отменена` : t`Собрание «${title}» отменено`;
  if (planned_at === 0) return isBroadcast ? t`Трансляция «${title}»: сейчас` : t`Собрание «${title}»: сейчас`;
  const when = momentSpoken(planned_at);
  return isBroadcast ? t`Трансляция «${title}»: ${when}` : t`Собрание «${title}»: ${when}`;
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
