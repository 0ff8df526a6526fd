/** Counted things in sentences. */
import { plural } from '@lingui/core/macro';

export function spokenChooseAll(count: number): string {
  return plural(count, {
    one: 'Выбрать всех: ещё # человек',
    few: 'Выбрать всех: ещё # человека',
    many: 'Выбрать всех: ещё # человек',
    other: 'Выбрать всех: ещё # человека',
  });
}

export function spokenChosen(count: number): string {
  return plural(count, {
    one: 'Выбран # человек',
    few: 'Выбраны # человека',
    many: 'Выбраны # человек',
    other: 'Выбраны # человека',
  });
}
