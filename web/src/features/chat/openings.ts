/** Which opening of a conversation is the last: a page that was asked for an earlier one comes too late. */
const openings = new Map<number, number>();

export const openingOf = (conversation: number) => openings.get(conversation) ?? 0;

export function nextOpening(conversation: number): number {
  const opening = openingOf(conversation) + 1;
  openings.set(conversation, opening);
  return opening;
}

export const isLatest = (conversation: number, opening: number) => openingOf(conversation) === opening;
