import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { letter } from '../../../store/world';
import { burnShelf, keptLetters, markLetter, putLetter, takeLetter } from './shelf';
import { uuid7 } from './uuid7';

const keys = async (profile = 7) => (await keptLetters(profile)).map((one) => one.key);

describe('the shelf', () => {
  afterEach(burnShelf);

  it('gives letters back in the order of writing, whatever their keys', async () => {
    for (const key of ['z', 'a', 'm']) await putLetter(letter(key));
    expect(await keys()).toEqual(['z', 'a', 'm']);
  });

  it('keeps the place of a letter that was refused', async () => {
    for (const key of ['a', 'b']) await putLetter(letter(key));
    await markLetter('a', { code: 'too_long', message: 'Слишком длинно.' });
    expect(await keptLetters(7)).toMatchObject([{ key: 'a', failure: { code: 'too_long' } }, { key: 'b' }]);
  });

  it('keeps what a letter carries', async () => {
    const reply = { no: 4, by: 8, name: 'Иван Ли', text: 'Да', deleted: false };
    const forward = { conversation: 13, no: 2, forwarded: null };
    const carried = { reply, mentions: [[0, 2, 8]] as [number, number, number][], forward };
    await putLetter(letter('a', carried));
    expect(await keptLetters(7)).toMatchObject([{ key: 'a', ...carried }]);
  });

  it('shows nobody the letters of another person', async () => {
    await putLetter(letter('hers', { profile: 8 }));
    expect(await keys()).toEqual([]);
    expect(await keys(8)).toEqual(['hers']);
  });

  it('forgets what was sent, and everything at sign-out', async () => {
    for (const key of ['a', 'b']) await putLetter(letter(key));
    await takeLetter('a');
    expect(await keys()).toEqual(['b']);
    await burnShelf();
    expect(await keys()).toEqual([]);
  });
});

describe('keys', () => {
  it('are UUIDv7 and sort by the time of writing', () => {
    const made = Array.from({ length: 50 }, uuid7);
    for (const key of made)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...made].sort()).toEqual(made);
  });
});
