import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../api/shapes';
import { IVAN, message, OLGA } from '../../store/world';
import { serviceLine } from './serviceLine';

beforeAll(() => i18n.loadAndActivate({ locale: 'ru', messages: {} }));

const line = (service: Partial<NonNullable<Message['service']>>, by = IVAN) =>
  serviceLine(message(1, { by, name: 'Вера Павлова', service: { what: 'created', ...service } }), OLGA.id);

describe('a service line', () => {
  it('knows the sex of who did it, or says both', () => {
    expect(line({ what: 'left', sex: 'f' })).toBe('Вера Павлова вышла из чата');
    expect(line({ what: 'renamed', sex: 'm', title: 'Поход' })).toBe('Вера Павлова назвал чат «Поход»');
    expect(line({ what: 'created' })).toBe('Вера Павлова создал(а) чат');
  });

  it('counts people and never declines a name', () => {
    const one = { what: 'added', sex: 'f', people: [9], names: ['Маша Ли'] } as const;
    expect(line({ ...one, people: [9], names: ['Маша Ли'] })).toBe('Вера Павлова добавила участника: Маша Ли');
    expect(line({ ...one, people: [9, 10], names: ['Маша Ли', 'Юля Ким'] })).toBe(
      'Вера Павлова добавила участников: Маша Ли, Юля Ким',
    );
  });

  it('says how long a call was, in hours and minutes', () => {
    const called = (minutes: number, media: 'audio' | 'video' = 'audio') =>
      line({ what: 'called', ms: minutes * 60_000, media });
    expect([called(0.4), called(1), called(22)]).toEqual([
      'Звонок, меньше минуты',
      'Звонок, 1 минута',
      'Звонок, 22 минуты',
    ]);
    expect([called(60), called(65, 'video')]).toEqual(['Звонок, 1 час', 'Видеозвонок, 1 час 5 минут']);
  });

  it('says what was planned for the people of the chat, and what was called off', () => {
    const meeting = { what: 'planned', title: 'Итоги', call: 4 } as const;
    expect(line(meeting)).toBe('Собрание «Итоги»: сейчас');
    expect(line({ ...meeting, gathering: 'broadcast' })).toBe('Трансляция «Итоги»: сейчас');
    expect(line({ ...meeting, what: 'called_off' })).toBe('Собрание «Итоги» отменено');
    expect(line({ ...meeting, what: 'called_off', gathering: 'broadcast' })).toBe('Трансляция «Итоги» отменена');
  });

  it('tells whom it rang that a call was missed, and who rang that nobody came', () => {
    expect(line({ what: 'missed' })).toBe('Пропущенный звонок');
    expect(line({ what: 'missed' }, OLGA.id)).toBe('Звонок без ответа');
  });

  it('speaks to the reader, who did it or to whom it happened', () => {
    expect(line({ what: 'removed', people: [9], names: ['Маша Ли'] }, OLGA.id)).toBe('Вы исключили: Маша Ли');
    expect(line({ what: 'added', sex: 'm', people: [OLGA.id], names: ['Ольга'] })).toBe('Вера Павлова добавил вас');
    expect(line({ what: 'added', sex: 'f', people: [OLGA.id, 9], names: ['Ольга', 'Маша Ли'] })).toBe(
      'Вера Павлова добавила участников: вы, Маша Ли',
    );
  });
});
