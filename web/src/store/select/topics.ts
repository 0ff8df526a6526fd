/** What is behind the server, compared with the heads it names. */
import type { State } from '../state';

/** Topics of ours that are older than `heads`, with the seq we have: the question for `sync`. */
export function behind(state: State, heads: Readonly<Record<string, number>>): Record<string, number> {
  const older: Record<string, number> = {};
  for (const [topic, head] of Object.entries(heads)) {
    const ours = state.topics[topic];
    if (ours !== undefined && ours < head) older[topic] = ours;
  }
  return older;
}

/** Whether one side knows topics that the other does not: only a fresh start state settles that. */
export function strangers(state: State, heads: Readonly<Record<string, number>>): boolean {
  const ours = Object.keys(state.topics);
  return ours.length !== Object.keys(heads).length || ours.some((topic) => !(topic in heads));
}
