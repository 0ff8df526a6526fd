import type { Me } from '../../../api/shapes';

/** Pupils make no chats; whether the others still may is for the server to say. */
export const mayMakeChats = (me: Me | null) =>
  me !== null && me.roles.length > 0 && !me.roles.some(({ role }) => role === 'pupil');
