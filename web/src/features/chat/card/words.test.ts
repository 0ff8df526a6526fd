import { i18n } from '@lingui/core';
import { beforeAll, expect, it } from 'vitest';
import { messages } from '../../../i18n/locales/ru/messages.po';
import { spokenPeople } from './words';

beforeAll(() => i18n.loadAndActivate({ locale: 'ru', messages }));

it('calls members those alone who have come', () => {
  expect(spokenPeople(23, 0)).toBe('23 участника');
  expect(spokenPeople(23, 2)).toBe('23 участника, 2 ещё не привязаны');
  expect(spokenPeople(1, 1)).toBe('1 участник, 1 ещё не привязан');
});
