/** What a person may do with a message, as `chat.rules_messages` judges it: the server has the last word. */
import type { Message, Row } from '../../../api/shapes';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Asked {
  row: Row;
  message: Message;
  me: number;
  now: number;
}

export interface Rights {
  reply: boolean;
  replyPrivately: boolean;
  forward: boolean;
  copy: boolean;
  edit: boolean;
  pin: boolean;
  mark: boolean;
  react: boolean;
  readers: boolean;
  deleteForAll: boolean;
}

const NOTHING: Rights = {
  reply: false,
  replyPrivately: false,
  forward: false,
  copy: false,
  edit: false,
  pin: false,
  mark: false,
  react: false,
  readers: false,
  deleteForAll: false,
};

export function rightsOf({ row, message, me, now }: Asked): Rights {
  if (message.service || message.deleted) return NOTHING;
  const isOwn = message.by === me;
  const isFresh = now - message.at < DAY_MS;
  const isDirect = row.kind === 'direct';
  return {
    reply: row.may_post,
    replyPrivately: !isOwn && !isDirect,
    forward: true,
    copy: true,
    edit: isOwn && isFresh && !message.forwarded && row.may_post,
    pin: row.may.includes('pin'),
    mark: true,
    react: !isDirect || row.may_post,
    readers: isOwn && !isDirect,
    deleteForAll: (!isDirect || row.may_post) && (isOwn ? isFresh : !isDirect && row.may.includes('delete_others')),
  };
}
