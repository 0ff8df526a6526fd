import { t } from '@lingui/core/macro';
import { Icon24SmileOutline, Icon28CheckCircleOutline, Icon28Send } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { memo, type RefObject, Suspense, useId, useRef } from 'react';
import { lazily } from '../../../ui/lazily';
import { useSteady } from '../../../ui/useSteady';
import styles from './Composer.module.css';
import { EmojiCorner } from './EmojiCorner';
import { NameList, nameOptionId } from './NameList';
import { type ComposerView, useComposer } from './useComposer';

// Comes with the panel, on whose button it stands.
const KeyboardIcon = lazily(() => import('../emoji/EmojiPanel').then((all) => all.KeyboardIcon), { shape: 'nothing' });
const IntentBar = lazily(() => import('./IntentBar').then((all) => all.IntentBar), {
  shape: 'line',
  giveUp: ({ onGiveUp }) => onGiveUp(),
});

/** The counter appears when the end of the room comes into sight. */
const COUNT_FROM = 0.1;

interface ComposerProps {
  conversation: number;
  isPhone: boolean;
}

/** The field of a conversation. Messages that come do not draw it again: typing stays quick in a lively chat. */
export const Composer = memo(function Composer({ conversation, isPhone }: ComposerProps) {
  const view = useComposer(conversation, isPhone);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const { intent, naming, hasEmoji } = view;
  const corner = hasEmoji && (
    <EmojiCorner id={`${id}emoji`} isPhone={isPhone} opener={opener} onChoose={view.insert} onClose={view.closeEmoji} />
  );
  const toggleEmoji = useSteady(() => (hasEmoji ? view.closeEmoji(true) : view.setEmoji(true)));
  const send = useSteady(view.send);
  return (
    <footer className={styles.composer}>
      {naming.people.length > 0 && (
        <NameList
          id={`${id}names`}
          people={naming.people}
          active={naming.active}
          onActive={naming.setActive}
          onChoose={view.name}
        />
      )}
      {!isPhone && corner}
      {intent && (
        <Suspense>
          <IntentBar conversation={conversation} intent={intent} onGiveUp={view.giveUp} />
        </Suspense>
      )}
      <div className={styles.bar}>
        <div className={styles.field}>
          <Field view={view} names={`${id}names`} onFocus={() => isPhone && view.setEmoji(false)} />
          <Room view={view} />
          <EmojiButton
            opener={opener}
            sheet={`${id}emoji`}
            isOpen={hasEmoji}
            isPhone={isPhone}
            onToggle={toggleEmoji}
          />
        </div>
        <Send isCorrecting={intent?.kind === 'edit'} maySend={view.maySend} onSend={send} />
      </div>
      {isPhone && corner}
    </footer>
  );
});

function Field({ view, names, onFocus }: { view: ComposerView; names: string; onFocus(): void }) {
  const { naming } = view;
  const isNaming = naming.people.length > 0;
  return (
    <textarea
      ref={view.field}
      className={styles.text}
      rows={1}
      value={view.written.text}
      placeholder={t`Сообщение`}
      aria-label={t`Сообщение`}
      aria-autocomplete="list"
      aria-controls={isNaming ? names : undefined}
      aria-activedescendant={isNaming ? nameOptionId(names, naming.active) : undefined}
      enterKeyHint={view.enterSends ? 'send' : 'enter'}
      onKeyDown={view.onKeyDown}
      onFocus={onFocus}
      onSelect={({ currentTarget }) => naming.look(currentTarget.value, currentTarget.selectionStart)}
      onChange={({ target }) => view.change(target)}
    />
  );
}

function Room({ view: { room, limit } }: { view: ComposerView }) {
  if (room >= limit * COUNT_FROM) return null;
  return (
    <span className={room < 0 ? `${styles.count} ${styles.over}` : styles.count} role="status">
      {room}
    </span>
  );
}

interface EmojiButtonProps {
  opener: RefObject<HTMLButtonElement | null>;
  /** The id of what it opens. */
  sheet: string;
  isOpen: boolean;
  isPhone: boolean;
  onToggle(): void;
}

// A key that is pressed draws the field, and not the buttons beside it.
const EmojiButton = memo(function EmojiButton({ opener, sheet, isOpen, isPhone, onToggle }: EmojiButtonProps) {
  return (
    <IconButton
      getRootRef={opener}
      className={styles.emoji}
      label={isOpen ? t`Закрыть эмодзи` : t`Эмодзи`}
      aria-expanded={isOpen}
      aria-controls={isOpen ? sheet : undefined}
      onClick={onToggle}
    >
      <Suspense fallback={<Icon24SmileOutline />}>
        {isOpen && isPhone ? <KeyboardIcon /> : <Icon24SmileOutline />}
      </Suspense>
    </IconButton>
  );
});

interface SendProps {
  isCorrecting: boolean;
  maySend: boolean;
  onSend(): void;
}

const Send = memo(function Send({ isCorrecting, maySend, onSend }: SendProps) {
  return (
    <IconButton
      className={styles.send}
      label={isCorrecting ? t`Сохранить` : t`Отправить`}
      disabled={!maySend}
      onClick={onSend}
    >
      {isCorrecting ? <Icon28CheckCircleOutline /> : <Icon28Send />}
    </IconButton>
  );
});
