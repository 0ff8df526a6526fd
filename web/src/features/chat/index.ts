/** What other parts may use of the messenger. */
export { ChatListPane } from './ChatListPane';
export { ChatListScreen } from './ChatListScreen';
export { Conversation } from './Conversation';
export { Jump } from './list/Jump';
export { burnOutbox, drainAll, openOutbox } from './outbox/outbox';
