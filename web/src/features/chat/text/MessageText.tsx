import { t } from '@lingui/core/macro';
import { type ReactNode, useMemo } from 'react';
import type { Mention } from '../../../api/shapes';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { Address } from './Address';
import styles from './MessageText.module.css';
import { isLong, loneEmoji } from './size';
import { type Token, tokensOf } from './tokens';
import { useFold } from './useFold';

interface MessageTextProps {
  text: string;
  mentions: readonly Mention[] | undefined;
  /** The own profile: being named stands out. */
  me: number | undefined;
  isOwn: boolean;
}

/**
 * The words of a message, as a paragraph. It leaves room for the time at the end of the last line: as wide as the
 * bubble says in `--meta-width`.
 */
export function MessageText(props: MessageTextProps) {
  const { text, mentions, me, isOwn } = props;
  const nodes = useMemo(() => nodesOf(tokensOf(text, mentions), me), [text, mentions, me]);
  if (isLong(text)) return <LongText {...props}>{nodes}</LongText>;
  const emoji = loneEmoji(text);
  const className = [styles.text, isOwn && styles.own, emoji > 0 && styles.emoji].filter(Boolean).join(' ');
  return (
    <p className={className} data-emoji={emoji || undefined} tabIndex={-1}>
      {nodes}
    </p>
  );
}

function LongText({ text, isOwn, children }: MessageTextProps & { children: ReactNode }) {
  const { paragraph, isFolded, unfold } = useFold(text);
  const className = [styles.text, isOwn && styles.own, isFolded && styles.folded].filter(Boolean).join(' ');
  return (
    <>
      <p ref={paragraph} className={className} tabIndex={-1}>
        {children}
      </p>
      {isFolded && (
        <button type="button" className={isOwn ? `${styles.more} ${styles.own}` : styles.more} onClick={unfold}>
          {t`Показать полностью`}
        </button>
      )}
    </>
  );
}

function nodesOf(tokens: readonly Token[], me: number | undefined): ReactNode[] {
  let at = 0;
  return tokens.map((token) => {
    const key = at;
    at += token.text.length;
    return token.kind === 'plain' ? token.text : <Marked key={key} token={token} me={me} />;
  });
}

function Marked({ token, me }: { token: Exclude<Token, { kind: 'plain' }>; me: number | undefined }) {
  if (token.kind === 'mention') return <Named text={token.text} profile={token.profile} me={me} />;
  const { kind, text, href } = token;
  // A telephone and an e-mail leave the page to a program of the device, not to a tab.
  if (kind !== 'link') return <a href={href}>{text}</a>;
  return <Address text={text} href={href} />;
}

/** Somebody who is called by name: a way to the card; the own name and "everybody" stand out. */
function Named({ text, profile, me }: { text: string; profile: number; me: number | undefined }) {
  if (profile === 0 || profile === me) return <strong className={styles.me}>{text}</strong>;
  const address = paths.person(profile);
  return (
    <a
      href={address}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        navigate(address);
      }}
    >
      {text}
    </a>
  );
}
