/**
 * What the next sending is for, per conversation: an answer, a correction, a passing on. The menu of a message says it
 * here, the composer shows it above the field and carries it out.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Mention, Message } from '../../../api/shapes';
import { watch } from '../../../store/store';

/** As much of a message as the bar above the field shows. */
export interface Original {
  no: number;
  by: number;
  name: string;
  text: string;
}

/** An own message as it is now, to be written anew. */
export interface Editable {
  no: number;
  text: string;
  mentions: readonly Mention[];
}

export type Forwardable = Original & Pick<Message, 'at' | 'forwarded'>;

export interface Forward {
  kind: 'forward';
  /** The conversation the messages are taken from. */
  from: number;
  /** In the order of their numbers. */
  messages: readonly Forwardable[];
  withAuthor: boolean;
}

export type Intent = { kind: 'reply'; message: Original } | { kind: 'edit'; message: Editable } | Forward;

const store = createStore<Readonly<Record<number, Intent>>>(() => ({}));

/** The field of `conversation` answers this message. */
export function replyTo(conversation: number, { no, by, name, text }: Original) {
  set(conversation, { kind: 'reply', message: { no, by, name, text } });
}

/** The field shows the message; what was typed comes back after it. */
export function edit(conversation: number, { no, text, mentions }: Editable) {
  set(conversation, { kind: 'edit', message: { no, text, mentions } });
}

/** `conversation` is the target: open it, the person may add words and sends. */
export function forward(conversation: number, from: number, messages: readonly Forwardable[], withAuthor = true) {
  const inOrder = [...messages].sort((one, other) => one.no - other.no);
  set(conversation, { kind: 'forward', from, messages: inOrder, withAuthor });
}

/** The person gave it up, or it is done. */
export function dropIntent(conversation: number) {
  const { [conversation]: _, ...others } = store.getState();
  store.setState(others, true);
}

export const intentOf = (conversation: number): Intent | null => store.getState()[conversation] ?? null;

export const useIntent = (conversation: number): Intent | null =>
  useStore(store, (intents) => intents[conversation] ?? null);

function set(conversation: number, intent: Intent) {
  store.setState({ [conversation]: intent });
}

watch((state) => {
  if (state.account === 'signed_out') store.setState({}, true);
});
