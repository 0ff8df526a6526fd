import { avatarPath } from './avatarPath';
import { UserAvatar } from './UserAvatar';

interface ChatAvatarProps {
  chat: { id: number; title: string; peer: number | null; picture?: number | null | undefined };
  size?: number;
  isOnline?: boolean;
}

/** The face of a chat: its picture, else initials; a direct chat wears the colour of the other person. */
export function ChatAvatar({ chat, size = 48, ...rest }: ChatAvatarProps) {
  const { id, peer, title, picture } = chat;
  const src = picture ? avatarPath(id, picture, size) : undefined;
  return <UserAvatar id={peer ?? id} name={title} src={src} size={size} {...rest} />;
}
