import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Icon24KeyboardOutline } from '@vkontakte/icons';
import { EmojiPicker } from 'frimousse';
import { type KeyboardEvent, useState } from 'react';
import styles from './EmojiPanel.module.css';
import { emojiNames } from './names';
import { sought } from './plain';
import { recentEmoji, rememberEmoji } from './recent';

interface EmojiPanelProps {
  columns: number;
  /** With a keyboard one types what one looks for at once; on a phone that would bring the keyboard back. */
  hasAutoFocus: boolean;
  onChoose(emoji: string): void;
  /** Esc: whoever opened it takes the focus back. */
  onClose(): void;
}

/** On the button that takes the panel away again on a phone. */
export const KeyboardIcon = Icon24KeyboardOutline;

/** Search, recent ones, and all emoji by groups. Drawn wherever its owner puts it. */
export function EmojiPanel({ columns, hasAutoFocus, onChoose, onClose }: EmojiPanelProps) {
  const [typed, setTyped] = useState('');
  const choose = (emoji: string) => {
    rememberEmoji(emoji);
    onChoose(emoji);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The screens below go up by Esc; this one was meant for us.
    event.stopPropagation();
    event.preventDefault();
    onClose();
  };
  return (
    <EmojiPicker.Root
      className={styles.panel}
      columns={columns}
      locale={i18n.locale}
      resolveEmojiData={emojiNames}
      onEmojiSelect={({ emoji }) => choose(emoji)}
      onKeyDown={onKeyDown}
    >
      {/* What is looked for is not what is typed, see plain.ts. The picker's own field is the second one, unseen. */}
      <EmojiPicker.Search hidden readOnly value={sought(typed)} />
      <EmojiPicker.Search
        className={styles.search}
        aria-label={t`Поиск эмодзи`}
        placeholder={t`Поиск эмодзи`}
        enterKeyHint="search"
        autoFocus={hasAutoFocus}
        onChange={(event) => {
          event.preventDefault();
          setTyped(event.target.value);
        }}
      />
      {typed === '' && <Recent columns={columns} onChoose={choose} />}
      <EmojiPicker.Viewport className={styles.viewport}>
        <EmojiPicker.Loading className={styles.word} role="status">{t`Загружается`}</EmojiPicker.Loading>
        <EmojiPicker.Empty className={styles.word}>{t`Ничего не нашлось`}</EmojiPicker.Empty>
        <EmojiPicker.List className={styles.list} aria-label={t`Эмодзи`} components={PARTS} />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}

const PARTS: NonNullable<Parameters<typeof EmojiPicker.List>[0]['components']> = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className={styles.group}>
      {category.label}
    </div>
  ),
  // The picker counts from zero and finds its rows by that number; for screen readers there is no row zero.
  Row: (props) => <div {...props} {...numbered('aria-rowindex', props['aria-rowindex'])} className={styles.row} />,
  Emoji: ({ emoji, ...rest }) => (
    <button
      type="button"
      {...rest}
      {...numbered('aria-colindex', (rest['aria-colindex'] ?? 0) + 1)}
      title={emoji.label}
      className={styles.emoji}
    >
      {emoji.emoji}
    </button>
  ),
};

const numbered = (name: 'aria-rowindex' | 'aria-colindex', number: number | undefined) => ({
  [name]: number || undefined,
});

/** One row; those chosen since it opened join it when it opens again, so that nothing moves under the finger. */
function Recent({ columns, onChoose }: { columns: number; onChoose(emoji: string): void }) {
  const [signs] = useState(recentEmoji);
  if (signs.length === 0) return null;
  return (
    <section className={styles.recent} aria-label={t`Недавние эмодзи`}>
      {signs.slice(0, columns).map((sign) => (
        <button key={sign} type="button" className={styles.emoji} onClick={() => onChoose(sign)}>
          {sign}
        </button>
      ))}
    </section>
  );
}
