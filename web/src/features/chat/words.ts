/** Counted things in sentences. */
import { plural } from '@lingui/core/macro';

export function spokenUnread(count: number): string {
  return plural(count, {
    one: '# непрочитанное сообщение',
    few: '# непрочитанных сообщения',
    many: '# непрочитанных сообщений',
    other: '# непрочитанных сообщений',
  });
}

export function spokenMembers(count: number): string {
  return plural(count, { one: '# участник', few: '# участника', many: '# участников', other: '# участника' });
}

export function spokenUnreadChats(count: number): string {
  return plural(count, {
    one: '# непрочитанный чат',
    few: '# непрочитанных чата',
    many: '# непрочитанных чатов',
    other: '# непрочитанных чата',
  });
}

export function spokenChosen(count: number): string {
  return plural(count, {
    one: 'Выбран # чат',
    few: 'Выбрано # чата',
    many: 'Выбрано # чатов',
    other: 'Выбрано # чата',
  });
}
