/** Cuts the text of a message into what is drawn differently: plain words, links, addresses, numbers, people. */
import type { Mention } from '../../../api/shapes';
import { linksIn } from './links';
import { phonesIn } from './phones';

export type Token =
  | { kind: 'plain'; text: string }
  | { kind: 'link' | 'email' | 'phone'; text: string; href: string }
  | { kind: 'mention'; text: string; profile: number };

/** A token found in a longer text, and where it begins. */
export type Found = { at: number; token: Token };

/** Put together again, the texts of the tokens are the text, letter for letter. */
export function tokensOf(text: string, mentions: readonly Mention[] = []): Token[] {
  return cut(text, mentionsIn(text, mentions)).flatMap((token) =>
    token.kind === 'plain' ? cut(token.text, linksIn(token.text)).flatMap(withPhones) : token,
  );
}

function withPhones(token: Token): Token[] {
  return token.kind === 'plain' ? cut(token.text, phonesIn(token.text)) : [token];
}

/** What was found takes its places; what lies between stays plain. Overlapping finds are left out. */
function cut(text: string, found: readonly Found[]): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (const { at, token } of found) {
    if (at < done) continue;
    if (at > done) tokens.push({ kind: 'plain', text: text.slice(done, at) });
    tokens.push(token);
    done = at + token.text.length;
  }
  if (done < text.length) tokens.push({ kind: 'plain', text: text.slice(done) });
  return tokens;
}

function mentionsIn(text: string, mentions: readonly Mention[]): Found[] {
  if (mentions.length === 0) return [];
  const points = [...text];
  return [...mentions]
    .sort(([one], [other]) => one - other)
    .filter(([start, length]) => start >= 0 && length > 0 && start + length <= points.length)
    .map(([start, length, profile]) => ({
      at: points.slice(0, start).join('').length,
      token: { kind: 'mention', text: points.slice(start, start + length).join(''), profile },
    }));
}
