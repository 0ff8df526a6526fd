/** Times as people say them, in the language of the screen and the zone of the device. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';

const DAY_MS = 86_400_000;
const NO_BREAK = '\u00a0';

/** A format costs more to make than a hundred dates to write. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number | Date, options: Intl.DateTimeFormatOptions): string {
  const locale = i18n.locale || 'ru';
  const key = `${locale} ${Object.entries(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known.format(at);
}

/** Whole days between the two dates on the wall calendar. */
function daysAgo(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function isSameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear();
}

/** «12:33», in both languages; most of what a screen shows, so no format has to be made for it. */
export function clockTime(at: number): string {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** In the list: «12:33», «вчера», «пн», «14.09», «14.09.25». */
export function listTime(at: number, now: number = Date.now()): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(at);
  if (days === 1) return t`вчера`;
  if (days < 7) return format(at, { weekday: 'short' });
  if (isSameYear(at, now)) return format(at, { day: '2-digit', month: '2-digit' });
  return format(at, { day: '2-digit', month: '2-digit', year: '2-digit' });
}

/** Above the messages of a day: «Сегодня», «Вчера», «14 сентября», «14 сентября 2025 г.» */
export function dayTitle(at: number, now: number = Date.now()): string {
  const days = daysAgo(at, now);
  if (days <= 0) return t`Сегодня`;
  if (days === 1) return t`Вчера`;
  return writtenDay(at, now);
}

function writtenDay(at: number, now: number): string {
  return format(at, { day: 'numeric', month: 'long', ...(isSameYear(at, now) ? {} : { year: 'numeric' }) });
}

/** In the middle of a sentence, also of what is to come: «сегодня, 12:30», «завтра, 18:00», «5 сентября, 18:00». */
export function momentSpoken(at: number, now: number = Date.now()): string {
  const days = daysAgo(at, now);
  const isLater = days < 0;
  const day = days === -1 ? t`Завтра` : isLater ? writtenDay(at, now) : dayTitle(at, now);
  return `${day.toLocaleLowerCase()}, ${clockTime(at)}`;
}

/** «1 сентября 2026 г.» from the roster's «2026-09-01», which is a date and no moment. */
export function calendarDate(date: string): string {
  const shown = format(new Date(`${date}T12:00:00`), { day: 'numeric', month: 'long', year: 'numeric' });
  return shown.replaceAll(' ', NO_BREAK);
}
