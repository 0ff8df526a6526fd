import { Avatar } from '@vkontakte/vkui';
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

/** A face of initials on one of eight gradients. The name stands beside it, so it is silent for screen readers. */
export function UserAvatar({ id, name, size = 48, isOnline = false, src }: UserAvatarProps) {
  return (
    <Avatar
      size={size}
      initials={initialsOf(name)}
      {...(src && { src })}
      gradientColor="custom"
      style={{ backgroundImage: `var(--pm-avatar-${hueOf(id)})`, color: '#fff' }}
      noBorder
      aria-hidden
    >
      {isOnline && <span className={size > 40 ? styles.online : `${styles.online} ${styles.small}`} />}
    </Avatar>
  );
}
