import { startTransition, useEffect, useState } from 'react';

/** More than any screen shows: a high one on a desk, and one held in the hand. */
const AT_FIRST = 30;
const AT_FIRST_ON_PHONE = 14;

/** The first rows at once, the others right after they are on the screen: hundreds of chats open like a dozen. */
export function useGrowing(length: number, isWholeAtOnce: boolean, isPhone: boolean): number {
  const first = isPhone ? AT_FIRST_ON_PHONE : AT_FIRST;
  const [isWhole, setWhole] = useState(isWholeAtOnce || length <= first);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return isWhole ? length : Math.min(length, first);
}
