import { describe, expect, it } from 'vitest';
import { isPage } from './agreement';

describe('the shell answers', () => {
  it.each(['/', '/chats', '/chats/12/card', '/join/a-b_c', '/account/help', '/wsx'])('%s', (path) => {
    expect(isPage(path)).toBe(true);
  });
});

describe('the server alone answers', () => {
  it.each(['/api/start', '/id/browser/v1/config', '/ws', '/dev/sms', '/assets/index-1.js', '/icons/192.png', '/sw.js'])(
    '%s',
    (path) => {
      expect(isPage(path)).toBe(false);
    },
  );
});
