/** Pupils and parents are most of a school, so the colour is kept for those who work there. */
const FAMILY = /^(родитель|опекун|мама|папа|ученик|ученица)/i;

export const isStaffBadge = (badge: string) => !FAMILY.test(badge);
