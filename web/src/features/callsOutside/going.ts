/** A call that goes on, in a few words. */
import { plural } from '@lingui/core/macro';

export function spokenGoing(count: number): string {
  return plural(count, {
    0: 'Идёт звонок',
    one: 'Идёт звонок, # участник',
    few: 'Идёт звонок, # участника',
    many: 'Идёт звонок, # участников',
    other: 'Идёт звонок, # участника',
  });
}
