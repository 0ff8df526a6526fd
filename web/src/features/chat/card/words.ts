/** Counted things in sentences. */
import { plural } from '@lingui/core/macro';

export function spokenAwaited(count: number): string {
  return plural(count, {
    one: '# человек из списка школы ещё не привязал учебный профиль: сообщения он увидит, когда привяжет.',
    few: '# человека из списка школы ещё не привязали учебный профиль: сообщения они увидят, когда привяжут.',
    many: '# человек из списка школы ещё не привязали учебный профиль: сообщения они увидят, когда привяжут.',
    other: '# человека из списка школы ещё не привязали учебный профиль: сообщения они увидят, когда привяжут.',
  });
}

export function spokenAdded(count: number): string {
  return plural(count, {
    one: 'Добавлен # человек',
    few: 'Добавлены # человека',
    many: 'Добавлены # человек',
    other: 'Добавлены # человека',
  });
}

/** Of a link: «вошёл 1 человек». */
export function spokenCame(count: number): string {
  return plural(count, {
    one: 'вошёл # человек',
    few: 'вошли # человека',
    many: 'вошли # человек',
    other: 'вошли # человека',
  });
}

/** Of a link: «не больше 10 человек». */
export function spokenAtMost(count: number): string {
  return plural(count, {
    one: 'не больше # человека',
    few: 'не больше # человек',
    many: 'не больше # человек',
    other: 'не больше # человек',
  });
}
