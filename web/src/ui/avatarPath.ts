/** The small file has 128 pixels: enough for this many points of a dense screen. */
const MOST_OF_SMALL = 64;

/** Where the picture of a chat lies, in the size that is enough to draw it `size` points wide. */
export function avatarPath(conversation: number, picture: number, size: number): string {
  const path = `/api/conversations/${conversation}/avatar/${picture}`;
  return size > MOST_OF_SMALL ? `${path}?size=large` : path;
}
