import { UserAvatar } from './UserAvatar';

interface ChatAvatarProps {
  chat: { id: number; title: string; peer: number | null; picture?: number | null | undefined };
  size?: number;
  isOnline?: boolean;
}

/** The face of a chat: its picture, else initials; a direct chat wears the colour of the other person. */
export function ChatAvatar({ chat, ...rest }: ChatAvatarProps) {
  const { id, peer, title, picture } = chat;
  return <UserAvatar id={peer ?? id} name={title} src={picture ? avatarPath(id, picture) : undefined} {...rest} />;
}

const avatarPath = (conversation: number, picture: number) => `/api/conversations/${conversation}/avatar/${picture}`;
