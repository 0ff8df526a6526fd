import { unreadCount } from '../../../store/select/rows';
import { useLive } from '../../../store/store';

/** How many messages of the call's chat were not read. */
export function useUnread(conversation: number | null): number {
  return useLive((state) => {
    const row = conversation === null ? undefined : state.rows[conversation];
    return row ? unreadCount(row) : 0;
  });
}
