import type { Seat } from './view';

/** The number that decides the colour of somebody: the person's, as in chats; a guest's is that of the participant. */
export const avatarOf = ({ profile, id }: Pick<Seat, 'profile' | 'id'>) => profile ?? id ?? 0;
