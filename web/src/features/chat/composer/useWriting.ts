import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '../../../store/store';
import { type Draft, dropDraft, firstDraft, flushDraft, keepDraft, laterDraft } from './drafts';
import { dropIntent, type Intent, intentOf, type Original, replyTo, useIntent } from './intent';
import { NOTHING, type Written } from './written';

export interface Writing {
  written: Written;
  intent: Intent | null;
  /** The person changed what stands in the field. */
  write(written: Written): void;
  /** It was sent or saved: the field is empty, or shows again what was being typed before the correction. */
  finish(): void;
  /** The answer, correction or passing on is given up. */
  giveUp(): void;
}

/** What stands in the field of a conversation: the draft, or for a while an own message that is being corrected. */
export function useWriting(conversation: number): Writing {
  const intent = useIntent(conversation);
  const [draft, setDraft] = useDraft(conversation);
  const [correction, setCorrection] = useState<Correction | null>(null);
  const no = intent?.kind === 'edit' ? intent.message.no : null;
  // Another message is corrected than before, or none: the field follows at once.
  if (intent?.kind === 'edit' && correction?.no !== no) setCorrection(correctionOf(intent.message));
  if (no === null && correction) setCorrection(null);
  const write = useCallback(
    (written: Written) => {
      if (no === null) setDraft(written);
      else setCorrection({ no, written });
    },
    [no, setDraft],
  );
  const finish = useCallback(() => {
    if (no === null) setDraft(NOTHING);
    dropIntent(conversation);
    if (no === null) dropDraft(conversation);
    else answerAgain(conversation);
  }, [conversation, no, setDraft]);
  const giveUp = useCallback(() => {
    dropIntent(conversation);
    if (no === null) keepDraft(conversation, draft, null);
    else answerAgain(conversation);
  }, [conversation, no, draft]);
  return { written: (no === null ? null : correction?.written) ?? draft, intent, write, finish, giveUp };
}

interface Correction {
  no: number;
  written: Written;
}

const correctionOf = ({ no, text, mentions }: { no: number } & Written): Correction => ({
  no,
  written: { text, mentions },
});

/** The correction is over: the draft, and what it answers, are back. */
function answerAgain(conversation: number) {
  const reply = firstDraft(conversation)?.reply;
  if (reply && typeof reply !== 'number') replyTo(conversation, reply);
}

/** The draft of this device; one of another device takes the place of an untouched one only. */
function useDraft(conversation: number): [Written, (written: Written) => void] {
  const [first] = useState(() => firstDraft(conversation));
  const [draft, setDraft] = useState<Written>(first ?? NOTHING);
  const [answered, setAnswered] = useState<Draft['reply']>(first?.reply ?? null);
  const isTouched = useRef(false);
  const row = useLive((state) => state.rows[conversation]?.draft ?? null);
  const seen = useRef(row);
  useEffect(() => {
    if (row === seen.current || isTouched.current) return;
    seen.current = row;
    const later = laterDraft(conversation, row);
    if (later === undefined) return;
    setDraft(later ?? NOTHING);
    setAnswered(later?.reply ?? null);
  }, [conversation, row]);
  useAnswered(conversation, answered);
  useEffect(() => () => flushDraft(conversation), [conversation]);
  const write = useCallback(
    (written: Written) => {
      isTouched.current = written.text !== '';
      setDraft(written);
      if (written !== NOTHING) keepDraft(conversation, written, answeredBy(intentOf(conversation)));
    },
    [conversation],
  );
  useKeptAnswer(conversation, draft);
  return [draft, write];
}

const answeredBy = (intent: Intent | null): Original | null => (intent?.kind === 'reply' ? intent.message : null);

/** The draft answers a message: the bar above the field shows it as soon as that message is known. */
function useAnswered(conversation: number, answered: Draft['reply']) {
  const no = typeof answered === 'number' ? answered : null;
  const known = useLive((state) =>
    no === null ? undefined : state.feeds[conversation]?.messages.find((message) => message.no === no),
  );
  const original = typeof answered === 'number' ? known : answered;
  useEffect(() => {
    if (original && !intentOf(conversation)) replyTo(conversation, original);
  }, [conversation, original]);
}

/** An answer begun belongs to the draft, also before a word is typed. */
function useKeptAnswer(conversation: number, draft: Written) {
  const answered = answeredBy(useIntent(conversation));
  const latest = useRef(draft);
  latest.current = draft;
  const kept = useRef(answered);
  useEffect(() => {
    if (answered === kept.current) return;
    kept.current = answered;
    if (answered) keepDraft(conversation, latest.current, answered);
  }, [conversation, answered]);
}
