import { startTransition, useEffect, useState } from 'react';

/** More than any screen shows. */
const AT_FIRST = 30;

/** The first rows at once, the others right after they are on the screen: hundreds of chats open like a dozen. */
export function useGrowing(length: number, isWholeAtOnce: boolean): number {
  const [isWhole, setWhole] = useState(isWholeAtOnce || length <= AT_FIRST);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return isWhole ? length : Math.min(length, AT_FIRST);
}
