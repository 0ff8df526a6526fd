import { useLayoutEffect } from 'react';
import { useRoute } from '../../../ui/route/history';
import { list, showArchive, useList } from './listStore';

/** The archive stays beside a chat that was opened from it; every other screen has the list. */
export function useWhichList(): boolean {
  const { screen } = useRoute();
  const isArchive = useList((state) => state.isArchive);
  const wanted = screen === 'archive' || (isArchive && screen !== 'chats');
  // Before the first frame: the list of a moment ago must not flash.
  useLayoutEffect(() => {
    if (list().isArchive !== wanted) showArchive(wanted);
  }, [wanted]);
  return wanted;
}
