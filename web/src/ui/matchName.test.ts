import { expect, test } from 'vitest';
import { matchName } from './matchName';

test.each([
  ['Черных Алёна Петровна', 'алена'],
  ['Черных Алена Петровна', 'АЛЁНА'],
  ['Черных Алёна Петровна', 'петр черн'],
  ['Римская-Корсакова Анна', 'корс'],
  ['3 А Родители', '3а'.replace('а', ' а')],
  ['Черных Алёна Петровна', '  '],
])('%s answers to «%s»', (name, query) => {
  expect(matchName(name, query)).toBe(true);
});

test.each([
  ['Черных Алёна Петровна', 'лёна'],
  ['Черных Алёна Петровна', 'алена иванова'],
])('%s does not answer to «%s»', (name, query) => {
  expect(matchName(name, query)).toBe(false);
});
