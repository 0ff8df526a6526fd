import { memo } from 'react';
import { hueOf } from './hue';
import { initialsOf } from './initials';
import styles from './UserAvatar.module.css';

interface UserAvatarProps {
  /** The profile of a person, or the number of a chat: it decides the colour. */
  id: number;
  name: string;
  size?: number;
  isOnline?: boolean;
  /** The address of a picture; while it loads, or when it cannot, the initials stand there. */
  src?: string | undefined;
}

/**
 * A face of initials on one of eight gradients. The name stands beside it, so it is silent for screen readers.
 * It looks like VKUI's Avatar and is one element: dozens of them are drawn with every chat and list.
 */
export const UserAvatar = memo(function UserAvatar({ id, name, size = 48, isOnline = false, src }: UserAvatarProps) {
  const look = {
    inlineSize: size,
    blockSize: size,
    fontSize: letterSize(size),
    backgroundImage: `var(--pm-avatar-${hueOf(id)})`,
  };
  return (
    <span className={styles.face} style={look} aria-hidden>
      {initialsOf(name)}
      {src && <img key={src} className={styles.picture} src={src} alt="" onError={hide} />}
      {isOnline && <span className={size > 40 ? styles.online : `${styles.online} ${styles.small}`} />}
    </span>
  );
});

function hide({ currentTarget }: { currentTarget: HTMLImageElement }) {
  currentTarget.hidden = true;
}

/** Up to a side of so much, letters of so much: as in VKUI. */
const LETTERS = [
  [24, 8],
  [32, 10],
  [36, 13],
  [44, 14],
  [48, 17],
  [55, 18],
  [64, 21],
  [88, 26],
  [96, 30],
] as const;

function letterSize(side: number): number {
  const fitting = LETTERS.find(([most]) => side <= most);
  return fitting ? fitting[1] : Math.ceil(side * 0.3125);
}
