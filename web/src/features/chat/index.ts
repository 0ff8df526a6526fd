/** What other parts may use of the messenger. */
export { ChatListPane } from './ChatListPane';
export { ChatListScreen } from './ChatListScreen';
export { Conversation } from './Conversation';
export { burnOutbox, drainAll, openOutbox } from './outbox/outbox';
