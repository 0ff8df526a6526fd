import type { Line } from '../../store/select/feed';

/** Spelled out, because hundreds of lines are compared for each message that comes. */
export function isSameLine(one: Line, other: Line | undefined): boolean {
  return (
    one.key === other?.key &&
    one.message === other.message &&
    one.letter === other.letter &&
    one.delivery === other.delivery &&
    one.isImportant === other.isImportant &&
    one.isGrouped === other.isGrouped &&
    one.isLast === other.isLast &&
    one.hasUnreadLine === other.hasUnreadLine
  );
}
