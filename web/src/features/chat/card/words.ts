/** Counted things in sentences. */
import { plural } from '@lingui/core/macro';
import { spokenMembers } from '../words';

/** Members are those who have come; whoever the register only names is said beside, in the same breath. */
export function spokenPeople(members: number, awaited: number): string {
  if (awaited === 0) return spokenMembers(members);
  return `${spokenMembers(members)}, ${spokenUnlinked(awaited)}`;
}

const spokenUnlinked = (count: number) =>
  plural(count, {
    one: '# ещё не привязан',
    few: '# ещё не привязаны',
    many: '# ещё не привязаны',
    other: '# ещё не привязаны',
  });

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
