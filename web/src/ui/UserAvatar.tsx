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
}

/** A face of initials on one of eight gradients. The name stands beside it, so it is silent for screen readers. */
export function UserAvatar({ id, name, size = 48, isOnline = false }: UserAvatarProps) {
  return (
    <Avatar
      size={size}
      initials={initialsOf(name)}
      gradientColor="custom"
      style={{ backgroundImage: `var(--pm-avatar-${hueOf(id)})`, color: '#fff' }}
      noBorder
      aria-hidden
    >
      {isOnline && <span className={size > 40 ? styles.online : `${styles.online} ${styles.small}`} />}
    </Avatar>
  );
}
