import { t } from '@lingui/core/macro';
import type { KeyboardEvent } from 'react';
import styles from './ReactionBar.module.css';

/** The signs one may answer with: those of `chat.rules.REACTIONS` on the server. */
export const REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🔥', '🎉', '👏', '🙏', '🤔', '✅', '👀'] as const;

interface ReactionBarProps {
  /** What this person has put already. */
  mine: string | null;
  /** null: the own sign was pressed again, it goes. */
  onChoose(emoji: string | null): void;
}

/** The fixed set above a message's menu; one line, which scrolls where the screen is narrow. */
export function ReactionBar({ mine, onChoose }: ReactionBarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and draws a frame.
    <div className={styles.bar} role="group" aria-label={t`Реакция`} onKeyDown={move}>
      {REACTIONS.map((sign) => (
        <button
          key={sign}
          type="button"
          className={styles.sign}
          aria-label={nameOf(sign)}
          aria-pressed={sign === mine}
          onClick={() => onChoose(sign === mine ? null : sign)}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

/** Arrows walk along the bar. */
function move(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll('button')];
  const at = stops.indexOf(document.activeElement as HTMLButtonElement);
  stops.at((at + step) % stops.length)?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Not every device names emoji in the language of the screen. */
export function nameOf(sign: string): string {
  switch (sign) {
    case '👍':
      return t`Нравится`;
    case '❤️':
      return t`Сердце`;
    case '😂':
      return t`Смешно`;
    case '😮':
      return t`Удивительно`;
    case '😢':
      return t`Грустно`;
    case '🔥':
      return t`Огонь`;
    case '🎉':
      return t`Праздник`;
    case '👏':
      return t`Аплодисменты`;
    case '🙏':
      return t`Спасибо`;
    case '🤔':
      return t`Надо подумать`;
    case '✅':
      return t`Готово`;
    case '👀':
      return t`Смотрю`;
    default:
      return sign;
  }
}
