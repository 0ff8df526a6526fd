/** Counted things in sentences. */
import { plural } from '@lingui/core/macro';

export function spokenPeople(count: number): string {
  return plural(count, { one: '# человек', few: '# человека', many: '# человек', other: '# человека' });
}
