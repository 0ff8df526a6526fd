import { describe, expect, it } from 'vitest';
import { caretIn, formatPhone, normalisePhone } from './phone';

describe('a phone number', () => {
  it.each([
    ['89105551248', '+7 910 555-12-48', '+79105551248'],
    ['9105551248', '+7 910 555-12-48', '+79105551248'],
    ['+7 (910) 555 12 48', '+7 910 555-12-48', '+79105551248'],
    ['7910555124899', '+7 910 555-12-48', null],
    ['8910', '+7 910', null],
    ['+375291234567', '+375291234567', '+375291234567'],
    ['', '', null],
    ['+', '+', null],
  ])('%s is shown as %s and sent as %s', (typed, shown, sent) => {
    expect(formatPhone(typed)).toBe(shown);
    expect(normalisePhone(typed)).toBe(sent);
  });

  it('keeps the caret where as many digits follow', () => {
    expect(caretIn('+7 910 555-12-48', 0)).toBe(16);
    expect(caretIn('+7 910 555-12-48', 4)).toBe(11);
  });
});
