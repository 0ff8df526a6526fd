/** One person, one colour, everywhere: eight hues by number. */
export const HUES = ['indigo', 'blue', 'teal', 'green', 'amber', 'red', 'rose', 'violet'] as const;

export type Hue = (typeof HUES)[number];

/** Every bit of the number moves the colour (the finalizer of MurmurHash3), or families would share one. */
export function hueOf(id: number): Hue {
  let mixed = Math.imul(id ^ (id >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return HUES[(mixed ^ (mixed >>> 16)) & 7] ?? 'indigo';
}
