/** Tabs of one browser tell each other what lies on the shelf. */
import type { Unsent } from '../../../store/state';

type Word = { kept: Unsent } | { dropped: string };

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('peremena.outbox');

export function tellOtherTabs(word: Word) {
  channel?.postMessage(word);
}

export function hearOtherTabs(ears: { kept(letter: Unsent): void; dropped(key: string): void }) {
  if (!channel) return;
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if ('kept' in data) ears.kept(data.kept);
    else ears.dropped(data.dropped);
  };
}
