/** What is said in a call, by sentences and to screen readers. */
import { plural, t } from '@lingui/core/macro';
import type { News } from './news';
import type { Quality, Seat } from './view';

export function peopleInside(count: number): string {
  return plural(count, { one: '# участник', few: '# участника', many: '# участников', other: '# участника' });
}

export function watching(count: number): string {
  return plural(count, { one: '# зритель', few: '# зрителя', many: '# зрителей', other: '# зрителя' });
}

export function alreadyInside(count: number): string {
  if (count === 0) return t`Пока никого нет`;
  return plural(count, {
    one: 'Уже вошёл # человек',
    few: 'Уже вошли # человека',
    many: 'Уже вошли # человек',
    other: 'Уже вошли # человека',
  });
}

function waitingOutside(count: number): string {
  return plural(count, {
    one: 'Входа ждёт # человек',
    few: 'Входа ждут # человека',
    many: 'Входа ждут # человек',
    other: 'Входа ждут # человека',
  });
}

export function sentenceOfNews(news: News): string {
  switch (news.what) {
    case 'came':
      return t`${news.who} теперь в звонке`;
    case 'left':
      return t`${news.who} больше не в звонке`;
    case 'hand':
      return t`Поднята рука: ${news.who}`;
    case 'screen':
      return t`${news.who} показывает экран`;
    case 'many came':
      return plural(news.count, {
        one: 'Вошёл # человек',
        few: 'Вошли # человека',
        many: 'Вошли # человек',
        other: 'Вошли # человека',
      });
    case 'many left':
      return plural(news.count, {
        one: 'Вышел # человек',
        few: 'Вышли # человека',
        many: 'Вышли # человек',
        other: 'Вышли # человека',
      });
    case 'thawed':
      return t`Ведущий вернулся: звонок продолжается.`;
    case 'knock':
      return waitingOutside(news.count);
  }
}

export const stillWithoutHost = () => t`Ведущий пропал: звонок на паузе, пока не вернётся учитель.`;

/** «слабый интернет», where it is worth a word. */
export function qualityNote(quality: Quality): string | null {
  if (quality === 'poor') return t`слабый интернет`;
  return quality === 'lost' ? t`связь пропала` : null;
}

/** «гость, пригласил Орлова А. П.», «учитель», «ведущий». */
export function badgeOf({ part, badge, invitedBy }: Seat): string {
  if (part === 'guest') return invitedBy ? t`гость, пригласил ${invitedBy}` : t`гость`;
  return badge || (part === 'host' ? t`ведущий` : '');
}

/** On a tile in a lesson everybody without a word is a pupil. */
export const badgeOnTile = (seat: Seat) => (seat.kind === 'pupil' ? '' : badgeOf(seat));

export const placeInQueue = (place: number) => t`${place}-й в очереди`;

/** «4:07», «1:02:33». */
export function lasted(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
