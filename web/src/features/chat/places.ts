/** Where the reader stood in each conversation, as long as the tab lives. */
import { watch } from '../../store/store';
import type { Anchor } from './standing';

type Place = Exclude<Anchor, 'unset' | 'end'>;

const places = new Map<number, Place>();

/** At the end is no place: whoever comes back wants to see what is new. */
export function setPlace(conversation: number, anchor: Anchor) {
  if (typeof anchor === 'string') places.delete(conversation);
  else places.set(conversation, anchor);
}

export const placeOf = (conversation: number): Place | undefined => places.get(conversation);

watch((state) => {
  if (state.account === 'signed_out') places.clear();
});
