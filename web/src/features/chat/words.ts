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
