import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLive } from '../../../store/store';
import { useHasPointer } from '../../../ui/useMedia';
import { edit, type Intent } from './intent';
import { lastOwn } from './lastOwn';
import type { Asked, Person } from './naming';
import { sendTyping } from './sendTyping';
import { saveCorrection, sendWritten } from './sendWritten';
import { useGrowing } from './useGrowing';
import { type Naming, useNaming } from './useNaming';
import { useWriting } from './useWriting';
import { lengthOf, pointAt, rewritten, unitAt, type Written, withMention, withWords } from './written';

export interface ComposerView {
  field: RefObject<HTMLTextAreaElement | null>;
  written: Written;
  intent: Intent | null;
  naming: Naming;
  /** How many signs still fit; negative when it is sent in parts. */
  room: number;
  limit: number;
  maySend: boolean;
  enterSends: boolean;
  hasEmoji: boolean;
  setEmoji(isOpen: boolean): void;
  closeEmoji(isByKey: boolean): void;
  change(target: HTMLTextAreaElement): void;
  name(person: Person): void;
  insert(emoji: string): void;
  send(): void;
  giveUp(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** What one can do in the field of a conversation. Nothing here hears of the messages that come. */
export function useComposer(conversation: number, isPhone: boolean): ComposerView {
  const field = useRef<HTMLTextAreaElement>(null);
  const hasPointer = useHasPointer();
  const limit = useLive((state) => state.limits.text);
  const enterSends = useLive((state) => state.preferences.enter_sends) && hasPointer;
  const [hasEmoji, setEmoji] = useState(false);
  const { written, intent, write, finish, giveUp } = useWriting(conversation);
  const put = usePut(field, written, write);
  const choose = (person: Person, { from, query }: Asked) => {
    const start = pointAt(written.text, from);
    put(withMention(written, person, start, start + lengthOf(query) + 1), start + lengthOf(person.name) + 2);
    naming.look('', 0);
  };
  const naming = useNaming(conversation, choose);
  useGrowing(field, written.text);
  useFocus(field, isPhone || !hasPointer, intent);

  const room = limit - lengthOf(written.text);
  const maySend = isWorthSending(written, intent, room);
  const closeEmoji = useCallback((isByKey: boolean) => {
    setEmoji(false);
    if (isByKey) field.current?.focus({ preventScroll: true });
  }, []);
  const send = async () => {
    if (!maySend || !(await sendOrSave(conversation, written, intent, limit))) return;
    finish();
    naming.look('', 0);
    // The sheet of emoji stands where the keyboard would come.
    if (!hasEmoji || !isPhone) field.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || naming.onKey(event)) return;
    const run = actionOf(event, enterSends, {
      leave: hasEmoji ? () => closeEmoji(true) : intent && giveUp,
      correct: written.text === '' && !intent ? correcting(conversation) : null,
      send: () => void send(),
    });
    if (!run) return;
    // The screens below go up by Esc; a key that did something here was meant for us.
    event.preventDefault();
    run();
  };
  return {
    ...{ field, written, intent, naming, room, limit, maySend, enterSends, hasEmoji, setEmoji, closeEmoji, giveUp },
    change: (target) => {
      write(rewritten(written, target.value));
      naming.look(target.value, target.selectionStart);
      if (intent?.kind !== 'edit' && target.value.trim() !== '') sendTyping(conversation);
    },
    name: (person) => naming.asked && choose(person, naming.asked),
    insert: (emoji) => {
      const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
      const from = pointAt(written.text, selectionStart);
      put(withWords(written, emoji, from, pointAt(written.text, selectionEnd)), from + lengthOf(emoji));
    },
    send: () => void send(),
    onKeyDown,
  };
}

function isWorthSending({ text }: Written, intent: Intent | null, room: number): boolean {
  const isEmpty = text.trim() === '';
  // A correction is one message and stays one.
  if (intent?.kind === 'edit') return !isEmpty && room >= 0;
  return !isEmpty || intent?.kind === 'forward';
}

function sendOrSave(conversation: number, written: Written, intent: Intent | null, limit: number): Promise<boolean> {
  if (intent?.kind === 'edit') return saveCorrection(conversation, intent.message, written);
  return sendWritten(conversation, written, intent, limit);
}

type Action = (() => void) | null;

function actionOf(
  event: KeyboardEvent,
  enterSends: boolean,
  { leave, correct, send }: { leave: Action; correct: Action; send: Action },
): Action {
  switch (event.key) {
    case 'Escape':
      return leave;
    case 'ArrowUp':
      return correct;
    case 'Enter':
      // Ctrl+Enter always sends, Shift+Enter never.
      return !event.shiftKey && (enterSends || event.ctrlKey || event.metaKey) ? send : null;
    default:
      return null;
  }
}

function correcting(conversation: number): Action {
  return () => {
    const last = lastOwn(conversation);
    if (last) edit(conversation, last);
  };
}

/** A value set from here puts the caret at its end; this puts it where it belongs, in code points. */
function usePut(field: RefObject<HTMLTextAreaElement | null>, written: Written, write: (written: Written) => void) {
  const wanted = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is set once the new text is in the field.
  useLayoutEffect(() => {
    if (wanted.current !== null) field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [field, written]);
  return (now: Written, caret: number) => {
    wanted.current = unitAt(now.text, caret);
    write(now);
  };
}

/** Whoever comes with a keyboard writes at once; whoever chose to answer or correct does too, on a phone as well. */
function useFocus(field: RefObject<HTMLTextAreaElement | null>, isTouch: boolean, intent: Intent | null) {
  useEffect(() => {
    if (!isTouch) field.current?.focus({ preventScroll: true });
  }, [field, isTouch]);
  const about = intent && (intent.kind === 'forward' ? 'forward' : `${intent.kind} ${intent.message.no}`);
  useEffect(() => {
    const element = field.current;
    if (!about || !element) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [field, about]);
}
