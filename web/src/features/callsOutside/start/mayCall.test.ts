import { expect, it } from 'vitest';
import type { Me, Row } from '../../../api/shapes';
import { OLGA, row } from '../../../store/world';
import { mayCall } from './mayCall';

const somebody = (...roles: string[]): Me => ({
  ...OLGA,
  roles: roles.map((role) => ({ role, label: '', school: '', since: '' })),
});

it.each<[string, Row['kind'], string[], boolean]>([
  ['a teacher', 'class', ['teacher'], true],
  ['a teacher whose child is here', 'class', ['guardian', 'teacher'], true],
  ['a parent', 'guardians', ['guardian'], false],
  ['a parent', 'group', ['guardian'], true],
  ['a pupil', 'class', ['pupil'], false],
  ['a pupil', 'group', ['pupil'], false],
  ['a pupil', 'direct', ['pupil'], true],
])('%s calls in a chat of kind %s as %s: %s', (_, kind, roles, isSo) => {
  expect(mayCall(row({ kind, may: ['call'] }), somebody(...roles))).toBe(isSo);
});

it('nobody calls where the chat lets nobody', () => {
  expect(mayCall(row({ may: [] }), somebody('teacher'))).toBe(false);
  expect(mayCall(row({ may: ['call'] }), null)).toBe(false);
});
