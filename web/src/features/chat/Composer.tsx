import { t } from '@lingui/core/macro';
import { Icon28Send } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useLive } from '../../store/store';
import { useHasPointer } from '../../ui/useMedia';
import styles from './Composer.module.css';
import { sendMessage } from './sendMessage';
import { sendTyping } from './sendTyping';
import { useDraft } from './useDraft';

/** The counter appears when the end of the room comes into sight. */
const COUNT_FROM = 0.9;

/** A growing field; Enter sends where there is a keyboard, Shift+Enter starts a line. */
export function Composer({ conversation, isPhone }: { conversation: number; isPhone: boolean }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const hasPointer = useHasPointer();
  const limit = useLive((state) => state.limits.text);
  const [text, setText] = useDraft(conversation);
  // The server counts code points, and so do we.
  const length = [...text].length;
  const maySend = text.trim() !== '' && length <= limit;
  useGrowing(field, text);
  useEffect(() => {
    if (!isPhone && hasPointer) field.current?.focus({ preventScroll: true });
  }, [isPhone, hasPointer]);

  const send = () => {
    if (!maySend) return;
    sendMessage(conversation, text.trim());
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !hasPointer) return;
    event.preventDefault();
    send();
  };
  return (
    <footer className={styles.composer}>
      <div className={styles.bar}>
        <div className={styles.field}>
          <textarea
            ref={field}
            className={styles.text}
            rows={1}
            value={text}
            placeholder={t`Сообщение`}
            aria-label={t`Сообщение`}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setText(event.target.value);
              if (event.target.value.trim() !== '') sendTyping(conversation);
            }}
          />
          {length > limit * COUNT_FROM && (
            <span className={length > limit ? `${styles.count} ${styles.over}` : styles.count} role="status">
              {limit - length}
            </span>
          )}
        </div>
        <IconButton className={styles.send} label={t`Отправить`} disabled={!maySend} onClick={send}>
          <Icon28Send />
        </IconButton>
      </div>
    </footer>
  );
}

/** Six lines, then the field scrolls. */
const TALLEST = 132;

function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow.
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [field, text]);
}
