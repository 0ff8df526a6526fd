/** The addresses of the screens, both ways. */
export type Route =
  | { screen: 'chats' }
  | { screen: 'conversation'; conversation: number }
  | { screen: 'members'; conversation: number }
  | { screen: 'contacts' }
  | { screen: 'account' }
  | { screen: 'sign-in' }
  | { screen: 'unknown' };

export type Screen = Route['screen'];

export const paths = {
  chats: '/chats',
  conversation: (conversation: number) => `/chats/${conversation}`,
  members: (conversation: number) => `/chats/${conversation}/members`,
  contacts: '/contacts',
  account: '/account',
  signIn: '/sign-in',
};

export function routeOf(path: string): Route {
  const chat = /^\/chats\/(\d+)(\/members)?\/?$/.exec(path);
  if (chat) return { screen: chat[2] ? 'members' : 'conversation', conversation: Number(chat[1]) };
  const plain = /^\/(chats|contacts|account|sign-in)\/?$/.exec(path)?.[1] as PlainScreen | undefined;
  return { screen: plain ?? 'unknown' };
}

type PlainScreen = 'chats' | 'contacts' | 'account' | 'sign-in';

/** Where "back" leads when the browser has no page before this one. */
export function parentOf(route: Route): string {
  return route.screen === 'members' ? paths.conversation(route.conversation) : paths.chats;
}
