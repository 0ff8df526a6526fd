/** The addresses of the screens, both ways. */
export type Route =
  | { screen: 'chats' }
  | { screen: 'archive' }
  | { screen: 'important' }
  | { screen: 'make'; from: number | null }
  | At<OfConversation>
  | { screen: 'contacts' }
  | { screen: 'person'; profile: number }
  | { screen: 'join'; token: string }
  | { screen: 'calls' }
  | { screen: 'make-call' }
  | { screen: 'gather'; chat: number | null }
  | { screen: 'call-link' }
  | At<OfCall>
  | { screen: 'check' }
  | { screen: 'account'; section: AccountPart | null }
  | { screen: 'sign-in' }
  | { screen: 'unknown' };

export type Screen = Route['screen'];

/** The parts of the account; an address with any other word leads to its menu. */
const ACCOUNT_PARTS = ['profile', 'sessions', 'notifications', 'view', 'help'] as const;

export type AccountPart = (typeof ACCOUNT_PARTS)[number];

/** The conversation, what is pinned in it, and its card with the screens below. */
type OfConversation = 'conversation' | 'pins' | OfCard;

type OfCard = 'card' | 'settings' | 'add' | 'links' | 'appearance';

/** A call itself, what stands before it, and who was there. */
type OfCall = 'call' | 'call-plan' | 'attendance';

type At<Place> = Place extends OfCall
  ? { screen: Place; call: number }
  : Place extends string
    ? { screen: Place; conversation: number }
    : never;

export type CardRoute = At<OfCard>;

const OF_CONVERSATION: ReadonlySet<string> = new Set(['pins', 'card', 'settings', 'add', 'links', 'appearance']);

const OF_CARD: ReadonlySet<Screen> = new Set(['card', 'settings', 'add', 'links', 'appearance']);

export const paths = {
  chats: '/chats',
  archive: '/chats/archive',
  important: '/important',
  make: '/chats/new',
  /** A new chat with the people of this one. */
  makeFrom: (conversation: number) => `/chats/${conversation}/copy`,
  conversation: (conversation: number) => `/chats/${conversation}`,
  pins: (conversation: number) => `/chats/${conversation}/pins`,
  card: (conversation: number) => `/chats/${conversation}/card`,
  settings: (conversation: number) => `/chats/${conversation}/settings`,
  add: (conversation: number) => `/chats/${conversation}/add`,
  links: (conversation: number) => `/chats/${conversation}/links`,
  appearance: (conversation: number) => `/chats/${conversation}/appearance`,
  contacts: '/contacts',
  person: (profile: number) => `/people/${profile}`,
  join: (token: string) => `/join/${token}`,
  calls: '/calls',
  makeCall: '/calls/new',
  /** A meeting or a broadcast; of one chat, where it is known. */
  gather: (chat: number | null = null) => (chat === null ? '/calls/gather' : `/calls/gather/${chat}`),
  call: (call: number) => `/calls/${call}`,
  callPlan: (call: number) => `/calls/${call}/plan`,
  attendance: (call: number) => `/calls/${call}/attendance`,
  check: '/check',
  account: '/account',
  accountSection: (section: AccountPart) => `/account/${section}`,
  signIn: '/sign-in',
};

export function routeOf(path: string): Route {
  const [head = '', second = '', third = '', rest] = path.replace(/^\/|\/$/g, '').split('/');
  if (rest !== undefined) return UNKNOWN;
  switch (head) {
    case 'chats':
      return chatsRoute(second, third);
    case 'account':
      return third ? UNKNOWN : { screen: 'account', section: ACCOUNT_PARTS.find((part) => part === second) ?? null };
    case 'people':
      return isNumber(second) && !third ? { screen: 'person', profile: Number(second) } : UNKNOWN;
    case 'calls':
      return callsRoute(second, third);
    case 'call':
      return second ? UNKNOWN : { screen: 'call-link' };
    case 'join':
      return second && !third ? { screen: 'join', token: second } : UNKNOWN;
    case 'check':
    case 'contacts':
    case 'important':
    case 'sign-in':
      return second ? UNKNOWN : { screen: head };
    default:
      return UNKNOWN;
  }
}

const UNKNOWN: Route = { screen: 'unknown' };

function callsRoute(second: string, third: string): Route {
  if (!second) return { screen: 'calls' };
  if (second === 'new' && !third) return { screen: 'make-call' };
  if (second === 'gather' && (!third || isNumber(third)))
    return { screen: 'gather', chat: third ? Number(third) : null };
  if (!isNumber(second)) return UNKNOWN;
  const call = Number(second);
  if (!third) return { screen: 'call', call };
  if (third === 'plan') return { screen: 'call-plan', call };
  return third === 'attendance' ? { screen: 'attendance', call } : UNKNOWN;
}

function chatsRoute(second: string, third: string): Route {
  if (!second) return { screen: 'chats' };
  if (second === 'new' && !third) return { screen: 'make', from: null };
  if (second === 'archive' && !third) return { screen: 'archive' };
  if (!isNumber(second)) return UNKNOWN;
  const conversation = Number(second);
  if (!third) return { screen: 'conversation', conversation };
  if (third === 'copy') return { screen: 'make', from: conversation };
  // The address of the list of members before there was a card.
  if (third === 'members') return { screen: 'card', conversation };
  return OF_CONVERSATION.has(third) ? ({ screen: third, conversation } as At<OfConversation>) : UNKNOWN;
}

const isNumber = (text: string) => /^\d+$/.test(text);

export const isOfCard = (route: Route): route is CardRoute => OF_CARD.has(route.screen);

/** Where "back" leads when the browser has no page before this one. */
export function parentOf(route: Route): string {
  switch (route.screen) {
    case 'card':
    case 'pins':
      return paths.conversation(route.conversation);
    case 'settings':
    case 'add':
    case 'links':
    case 'appearance':
      return paths.card(route.conversation);
    case 'make':
      return route.from === null ? paths.chats : paths.card(route.from);
    case 'person':
      return paths.contacts;
    case 'call':
    case 'make-call':
    case 'gather':
    case 'call-plan':
    case 'attendance':
      return paths.calls;
    case 'check':
      return paths.account;
    case 'account':
      return route.section ? paths.account : paths.chats;
    default:
      return paths.chats;
  }
}
