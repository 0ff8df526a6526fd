/** Calls that were, are and will be, as people say it. */
import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import type { KnownCall } from '../../api/callsOutside';
import { momentSpoken } from '../../ui/when';

const MINUTE = 60_000;

/** «сегодня, 12:30» in the middle of a sentence. */
export const whenSpoken = (at: number) => momentSpoken(at);

export function spokenLength(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return t`меньше минуты`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours && unit(hours, 'hour'), rest && unit(rest, 'minute')].filter(Boolean).join(' ');
}

const unit = (count: number, name: string) =>
  new Intl.NumberFormat(i18n.locale || 'ru', { style: 'unit', unit: name, unitDisplay: 'long' }).format(count);

export const mediaTitle = (media: KnownCall['media']) => (media === 'video' ? t`Видеозвонок` : t`Аудиозвонок`);

/** What somebody did not hear, or had no wish to. */
export type Fate = 'missed' | 'unanswered' | 'declined' | 'held' | 'passed by';

export function fateOf(call: KnownCall, me: number): Fate {
  if (call.ended_by === 'declined') return call.by === me ? 'declined' : 'passed by';
  if (call.by === me) return call.ended_by === 'unanswered' ? 'unanswered' : 'held';
  if (call.was_in) return 'held';
  return call.kind === 'chat' ? 'missed' : 'passed by';
}

export function fateSpoken(call: KnownCall, me: number): string {
  switch (fateOf(call, me)) {
    case 'missed':
      return t`Пропущенный`;
    case 'unanswered':
      return t`Без ответа`;
    case 'declined':
      return t`Отклонён`;
    case 'passed by':
      return call.by === me ? t`Исходящий` : t`Без вашего участия`;
    case 'held':
      return call.by === me ? t`Исходящий` : t`Входящий`;
  }
}

/** From the first to the last, where it was held at all. */
export function lengthOf({ started_at, ended_at, ended_by }: KnownCall): number | null {
  if (!started_at || !ended_at || ended_by === 'unanswered' || ended_by === 'declined') return null;
  return ended_at - started_at;
}

export function spokenBreaks(count: number): string {
  return plural(count, { one: '# обрыв', few: '# обрыва', many: '# обрывов', other: '# обрыва' });
}

export function spokenChosenPeople(count: number): string {
  return plural(count, {
    one: 'Выбран # человек',
    few: 'Выбраны # человека',
    many: 'Выбрано # человек',
    other: 'Выбрано # человека',
  });
}
