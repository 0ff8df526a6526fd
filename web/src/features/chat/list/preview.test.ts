import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { letter, message, OLGA, row } from '../../../store/world';
import { previewOf } from './preview';

beforeAll(() => i18n.loadAndActivate({ locale: 'ru', messages: {} }));

const preview = (over: Parameters<typeof row>[0], more = {}) =>
  previewOf({ row: row(over), unsent: null, me: OLGA.id, isSelected: false, ...more });

const last = (over: Parameters<typeof message>[1]) => ({ last: message(5, over) });

describe('the second line of a row', () => {
  it('names the author as a school does', () => {
    expect(preview(last({ name: 'Ирина Львовна Орлова' }))).toMatchObject({ before: 'Ирина Львовна', text: '№ 5' });
    expect(preview(last({ name: 'Дмитрий Ли' })).before).toBe('Дмитрий');
    expect(preview(last({ by: OLGA.id })).before).toBe('Вы');
  });

  it('needs no name where there are two', () => {
    expect(preview({ kind: 'direct', ...last({}) }).before).toBeNull();
  });

  it('says what kind of message it is', () => {
    expect(preview(last({ deleted: true, text: '' })).text).toBe('Сообщение удалено');
    expect(preview(last({ forwarded: { by: 9, name: 'Юля', at: 1 } })).text).toBe('Переслано · № 5');
    const service = { what: 'left', sex: 'f' } as const;
    expect(preview(last({ service, name: 'Юля Ким' }))).toMatchObject({ before: null, text: 'Юля Ким вышла из чата' });
  });

  it('shows a draft, but not beside the field it stands in', () => {
    const draft = { text: 'Завтра', reply: null, at: 1 };
    expect(preview({ draft })).toEqual({ before: 'Черновик', isDraft: true, text: 'Завтра' });
    expect(preview({ draft }, { isSelected: true }).isDraft).toBe(false);
  });

  it('shows what is on its way first', () => {
    expect(preview({}, { unsent: letter('mine') })).toMatchObject({ before: 'Вы', text: 'text of mine' });
    expect(preview({ last: null }).text).toBe('Сообщений пока нет');
  });
});
