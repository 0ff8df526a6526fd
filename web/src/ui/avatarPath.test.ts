import { expect, it } from 'vitest';
import { avatarPath } from './avatarPath';

it('asks for the large file where the picture is drawn large', () => {
  expect(avatarPath(3, 7, 40)).toBe('/api/conversations/3/avatar/7');
  expect(avatarPath(3, 7, 52)).toBe('/api/conversations/3/avatar/7');
  expect(avatarPath(3, 7, 96)).toBe('/api/conversations/3/avatar/7?size=large');
});
