/** The number that decides the colour of somebody without a picture: that of the person, so it is the one of the chats. */
export const avatarOf = (identity: string) => Number(/\d+/.exec(identity)?.[0] ?? 0);
