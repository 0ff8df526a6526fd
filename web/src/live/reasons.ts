/** Close codes with a meaning of their own; every other one means "come back and sync". */
const SIGNED_OUT = 4401;
/** Our page is shown under another address than the server's own: knocking again is of no use. */
const FOREIGN_ORIGIN = 4403;
const PROTOCOL_TOO_OLD = 4426;

export function closedReason(code: number): 'signed_out' | 'foreign' | 'too_old' | 'come_back' {
  if (code === SIGNED_OUT) return 'signed_out';
  if (code === FOREIGN_ORIGIN) return 'foreign';
  if (code === PROTOCOL_TOO_OLD) return 'too_old';
  return 'come_back';
}
