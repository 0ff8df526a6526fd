/** Counted messages and people in sentences. */
import { plural, t } from '@lingui/core/macro';

export function spokenMessages(count: number): string {
  return plural(count, { one: '# сообщение', few: '# сообщения', many: '# сообщений', other: '# сообщения' });
}

export function spokenSelected(count: number): string {
  return plural(count, {
    one: 'Выбрано # сообщение',
    few: 'Выбрано # сообщения',
    many: 'Выбрано # сообщений',
    other: 'Выбрано # сообщения',
  });
}

export function spokenDeleted(count: number): string {
  return plural(count, {
    one: 'Удалено # сообщение',
    few: 'Удалено # сообщения',
    many: 'Удалено # сообщений',
    other: 'Удалено # сообщения',
  });
}

export function spokenForwarded(count: number): string {
  return plural(count, {
    one: 'Переслано в # чат',
    few: 'Переслано в # чата',
    many: 'Переслано в # чатов',
    other: 'Переслано в # чата',
  });
}

export function spokenOthers(count: number): string {
  return t`и ещё ${count}`;
}
