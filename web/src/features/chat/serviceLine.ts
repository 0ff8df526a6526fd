/** What happened in a chat, in words. Names stay as they are: no machine declines them without mistakes. */
import { plural, select, t } from '@lingui/core/macro';
import type { Message } from '../../api/shapes';
import { callLine, isOfCall, type OfCall } from './callLine';

type Service = NonNullable<Message['service']>;

interface Told {
  /** The verb's form: of the reader, of a woman, of a man, of somebody whose sex nobody knows. */
  form: 'you' | 'f' | 'm' | 'other';
  name: string;
  title: string;
  /** Those to whom it happened, in a row. */
  whom: string;
  count: number;
  /** It happened to the reader alone. */
  isMe: boolean;
}

/** «Елена Владимировна добавила участника: Маша Ли», or an empty text when the message is no service line. */
export function serviceLine(message: Message, me: number): string {
  const { service } = message;
  if (!service) return '';
  const { what, sex, title = '', names = [], people = [] } = service;
  if (isOfCall(what)) return callLine(service, message.by === me);
  const form = message.by === me ? 'you' : sex === 'f' || sex === 'm' ? sex : 'other';
  const isMe = people.length === 1 && people[0] === me;
  const whom = names.map((name, index) => (people[index] === me ? t`вы` : name)).join(', ');
  return SENTENCES[what]({ form, name: message.name, title, whom, count: names.length, isMe });
}

const SENTENCES: Record<Exclude<Service['what'], OfCall>, (told: Told) => string> = {
  created: ({ form, name }) =>
    select(form, {
      you: 'Вы создали чат',
      f: `${name} создала чат`,
      m: `${name} создал чат`,
      other: `${name} создал(а) чат`,
    }),
  renamed: ({ form, name, title }) =>
    select(form, {
      you: `Вы назвали чат «${title}»`,
      f: `${name} назвала чат «${title}»`,
      m: `${name} назвал чат «${title}»`,
      other: `${name} назвал(а) чат «${title}»`,
    }),
  pictured: ({ form, name }) =>
    select(form, {
      you: 'Вы изменили картинку чата',
      f: `${name} изменила картинку чата`,
      m: `${name} изменил картинку чата`,
      other: `${name} изменил(а) картинку чата`,
    }),
  added: (told) => (told.isMe ? addedMe(told) : added(told)),
  removed: ({ form, name, whom }) =>
    select(form, {
      you: `Вы исключили: ${whom}`,
      f: `${name} исключила: ${whom}`,
      m: `${name} исключил: ${whom}`,
      other: `${name} исключил(а): ${whom}`,
    }),
  left: ({ form, name }) =>
    select(form, {
      you: 'Вы вышли из чата',
      f: `${name} вышла из чата`,
      m: `${name} вышел из чата`,
      other: `${name} больше не в чате`,
    }),
  joined_by_link: ({ form, name }) =>
    select(form, {
      you: 'Вы вошли в чат по ссылке',
      f: `${name} вошла в чат по ссылке`,
      m: `${name} вошёл в чат по ссылке`,
      other: `${name} теперь в чате: по ссылке`,
    }),
  pinned: ({ form, name, title }) =>
    select(form, {
      you: `Вы закрепили сообщение: ${title}`,
      f: `${name} закрепила сообщение: ${title}`,
      m: `${name} закрепил сообщение: ${title}`,
      other: `${name} закрепил(а) сообщение: ${title}`,
    }),
  appointed: (told) => (told.isMe ? appointedMe(told) : appointed(told)),
  dismissed: ({ form, name, whom }) =>
    select(form, {
      you: `Вы забрали права администратора: ${whom}`,
      f: `${name} забрала права администратора: ${whom}`,
      m: `${name} забрал права администратора: ${whom}`,
      other: `${name} забрал(а) права администратора: ${whom}`,
    }),
};

function added({ form, name, whom, count }: Told): string {
  const people = plural(count, {
    one: `участника: ${whom}`,
    few: `участников: ${whom}`,
    many: `участников: ${whom}`,
    other: `участников: ${whom}`,
  });
  return select(form, {
    you: `Вы добавили ${people}`,
    f: `${name} добавила ${people}`,
    m: `${name} добавил ${people}`,
    other: `${name} добавил(а) ${people}`,
  });
}

function addedMe({ form, name }: Told): string {
  return select(form, {
    you: 'Вы вошли в чат',
    f: `${name} добавила вас`,
    m: `${name} добавил вас`,
    other: `${name} добавил(а) вас`,
  });
}

function appointed({ form, name, whom }: Told): string {
  return select(form, {
    you: `Вы дали права администратора: ${whom}`,
    f: `${name} дала права администратора: ${whom}`,
    m: `${name} дал права администратора: ${whom}`,
    other: `${name} дал(а) права администратора: ${whom}`,
  });
}

function appointedMe({ form, name }: Told): string {
  return select(form, {
    you: 'Теперь вы администратор чата',
    f: `${name} дала вам права администратора`,
    m: `${name} дал вам права администратора`,
    other: `${name} дал(а) вам права администратора`,
  });
}
