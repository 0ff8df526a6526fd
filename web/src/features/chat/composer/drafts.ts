/**
 * What was typed and not sent: kept on this device at once, told to the server after a pause, so that it follows to
 * the person's other devices. Signing out empties the browser's stores, and so these.
 */
import type { Mention } from '../../../api/shapes';
import { command } from '../../../live/connection';
import type { DraftOut } from '../../../live/events.gen';
import { read, watch } from '../../../store/store';
import type { Original } from './intent';
import type { Written } from './written';

export interface Draft extends Written {
  /** What it answers; a draft of another device names only the number. */
  reply: Original | number | null;
  at: number;
  /** The server has it. */
  isSaved: boolean;
}

const PAUSE_MS = 1_500;
/** The server takes no longer ones; the rest stays on this device. */
const MOST_SAVED = 16_384;
const MOST_NAMED = 100;
/** Our own draft, just saved, may not have come back in the row yet. */
const ECHO_MS = 30_000;

/** Not yet told to the server, by conversation. */
const due = new Map<number, ReturnType<typeof setTimeout> | undefined>();
/** The server was told something of these, and must hear when it is gone. */
const told = new Set<number>();

const keyOf = (conversation: number) => `peremena.draft.${read().me?.id ?? 0}.${conversation}`;

/** What the field begins with: the later of what is here and what another device left. */
export function firstDraft(conversation: number): Draft | null {
  const kept = keptDraft(conversation);
  const row = read().rows[conversation]?.draft ?? null;
  if (row && row.at > (kept?.at ?? 0)) return adopt(conversation, row);
  const wasSentElsewhere = !row && kept?.isSaved && Date.now() - kept.at > ECHO_MS;
  if (!wasSentElsewhere) return kept;
  localStorage.removeItem(keyOf(conversation));
  return null;
}

/** Another device wrote, or sent, what stands here untouched. Undefined: nothing to change. */
export function laterDraft(conversation: number, row: DraftOut | null): Draft | null | undefined {
  const kept = keptDraft(conversation);
  if (row) return row.at > (kept?.at ?? 0) ? adopt(conversation, row) : undefined;
  if (!kept?.isSaved) return undefined;
  localStorage.removeItem(keyOf(conversation));
  return null;
}

export function keepDraft(conversation: number, { text, mentions }: Written, reply: Draft['reply']) {
  if (!read().me) return;
  store(conversation, { text, mentions, reply, at: nowFor(conversation), isSaved: false });
  clearTimeout(due.get(conversation));
  due.set(
    conversation,
    setTimeout(() => void save(conversation), PAUSE_MS),
  );
}

/** It was sent, or given up. */
export function dropDraft(conversation: number) {
  store(conversation, { text: '', mentions: [], reply: null, at: nowFor(conversation), isSaved: false });
  void save(conversation);
}

/** Later than all that is known, whatever the clock of this device says. */
function nowFor(conversation: number): number {
  return Math.max(Date.now(), (read().rows[conversation]?.draft?.at ?? 0) + 1);
}

/** The person looks away: what waits for its pause goes now. */
export function flushDraft(conversation: number) {
  if (due.has(conversation)) void save(conversation);
}

function adopt(conversation: number, { text, reply, at, mentions = [] }: DraftOut): Draft {
  const draft: Draft = { text, mentions, reply, at, isSaved: true };
  store(conversation, draft);
  return draft;
}

function store(conversation: number, draft: Draft) {
  try {
    // An emptied field is remembered, with its time, until the server knows.
    if (draft.isSaved && draft.text === '' && draft.reply === null) localStorage.removeItem(keyOf(conversation));
    else localStorage.setItem(keyOf(conversation), JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the draft lives as long as the field.
  }
}

function keptDraft(conversation: number): Draft | null {
  try {
    const kept: Partial<Draft> = JSON.parse(localStorage.getItem(keyOf(conversation)) ?? 'null') ?? {};
    if (typeof kept.text !== 'string') return null;
    const mentions: readonly Mention[] = kept.mentions ?? [];
    const { text, reply = null, at = 0, isSaved = false } = kept;
    return { text, mentions, reply, at, isSaved };
  } catch {
    return null;
  }
}

async function save(conversation: number) {
  clearTimeout(due.get(conversation));
  due.set(conversation, undefined);
  const draft = keptDraft(conversation);
  const isToldOf = told.has(conversation) || Boolean(read().rows[conversation]?.draft);
  if (!draft || (draft.text === '' && !isToldOf)) return settled(conversation, draft?.at ?? 0);
  const { reply, at: edited_at } = draft;
  const text = draft.text.slice(0, MOST_SAVED);
  const mentions = draft.mentions.slice(0, MOST_NAMED);
  told.add(conversation);
  const no = typeof reply === 'number' ? reply : (reply?.no ?? null);
  const { error } = await command('draft.save', { conversation, text, edited_at, reply: no, mentions });
  // Typed on meanwhile: the next pause saves that.
  if (due.get(conversation) !== undefined) return;
  if (error?.code === 'connection_lost') return;
  if (error?.retry_after_ms) setTimeout(() => flushDraft(conversation), error.retry_after_ms);
  else settled(conversation, edited_at);
}

function settled(conversation: number, at: number) {
  due.delete(conversation);
  const draft = keptDraft(conversation);
  if (draft?.at === at) store(conversation, { ...draft, isSaved: true });
}

watch((state, before) => {
  if (state.connection === 'online' && before.connection !== 'online') for (const one of due.keys()) flushDraft(one);
  if (state.account !== 'signed_out') return;
  for (const timer of due.values()) clearTimeout(timer);
  due.clear();
  told.clear();
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') for (const one of due.keys()) flushDraft(one);
});
