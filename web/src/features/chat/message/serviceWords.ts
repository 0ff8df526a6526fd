/** What happened in the chat, as a sentence: with the sex of whoever did it, as far as the roster says. */
import { select, t } from '@lingui/core/macro';
import type { Message, Service } from '../../../api/shapes';
import { callLine } from '../callLine';
import { spokenOthers } from './words';

/** `you` when it is the reader; otherwise `f`, `m`, or anything else where nobody knows. */
export function serviceSentence({ service, by, name, reply }: Message, me: number | undefined): string {
  if (!service) return '';
  // The line of a pinned message answers it, so that it says what the message says now.
  const title = service.title || shortOf(reply?.text ?? '');
  return sentence({ ...service, title }, by === me ? 'you' : (service.sex ?? ''), name, me);
}

const LONGEST_TITLE = 60;

function shortOf(text: string): string {
  const points = [...text];
  return points.length > LONGEST_TITLE ? `${points.slice(0, LONGEST_TITLE).join('')}…` : text;
}

function sentence(service: Service, who: string, name: string, me: number | undefined): string {
  const title = service.title ?? '';
  const people = peopleOf(service, me);
  switch (service.what) {
    case 'created':
      return select(who, {
        you: `Вы создали чат «${title}»`,
        f: `${name} создала чат «${title}»`,
        m: `${name} создал чат «${title}»`,
        other: `${name} создал(а) чат «${title}»`,
      });
    case 'renamed':
      return select(who, {
        you: `Вы изменили название чата на «${title}»`,
        f: `${name} изменила название чата на «${title}»`,
        m: `${name} изменил название чата на «${title}»`,
        other: `${name} изменил(а) название чата на «${title}»`,
      });
    case 'pictured':
      return select(who, {
        you: `Вы обновили фотографию чата`,
        f: `${name} обновила фотографию чата`,
        m: `${name} обновил фотографию чата`,
        other: `${name} обновил(а) фотографию чата`,
      });
    case 'added':
      return select(who, {
        you: `Вы добавили в чат: ${people}`,
        f: `${name} добавила в чат: ${people}`,
        m: `${name} добавил в чат: ${people}`,
        other: `${name} добавил(а) в чат: ${people}`,
      });
    case 'removed':
      return select(who, {
        you: `Вы исключили из чата: ${people}`,
        f: `${name} исключила из чата: ${people}`,
        m: `${name} исключил из чата: ${people}`,
        other: `${name} исключил(а) из чата: ${people}`,
      });
    case 'left':
      return select(who, {
        you: `Вы вышли из чата`,
        f: `${name} вышла из чата`,
        m: `${name} вышел из чата`,
        other: `${name} больше не в чате`,
      });
    case 'joined_by_link':
      return select(who, {
        you: `Вы вошли в чат по ссылке`,
        f: `${name} вошла в чат по ссылке`,
        m: `${name} вошёл в чат по ссылке`,
        other: `${name} теперь в чате: по ссылке`,
      });
    case 'pinned':
      return select(who, {
        you: `Вы закрепили сообщение «${title}»`,
        f: `${name} закрепила сообщение «${title}»`,
        m: `${name} закрепил сообщение «${title}»`,
        other: `${name} закрепил(а) сообщение «${title}»`,
      });
    case 'appointed':
      return select(who, {
        you: `Вы назначили администратором: ${people}`,
        f: `${name} назначила администратором: ${people}`,
        m: `${name} назначил администратором: ${people}`,
        other: `${name} назначил(а) администратором: ${people}`,
      });
    case 'dismissed':
      return select(who, {
        you: `Больше не администратор по вашему решению: ${people}`,
        other: `${name}: больше не администратор — ${people}`,
      });
    case 'called':
    case 'planned':
    case 'called_off':
    case 'missed':
      return callLine(service, who === 'you');
    default:
      // A newer server has more to tell than this page knows.
      return t`В чате что-то изменилось`;
  }
}

const MOST_NAMED = 5;

function peopleOf({ people = [], names = [] }: Service, me: number | undefined): string {
  const named = names.map((name, index) => (people[index] === me ? t`вы` : name));
  if (named.length <= MOST_NAMED) return named.join(', ');
  return `${named.slice(0, MOST_NAMED - 1).join(', ')} ${spokenOthers(named.length - MOST_NAMED + 1)}`;
}
