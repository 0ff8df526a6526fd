import { t } from '@lingui/core/macro';
import { showSnack } from '../../ui/overlay/overlays';
import { say } from '../../ui/say';
import { newsOf } from './news';
import type { CallView } from './view';
import { sentenceOfNews } from './words';

/** Tells screen readers who came, left, raised a hand. */
export function announce(before: CallView, after: CallView) {
  const sentences = newsOf(before, after).map(sentenceOfNews);
  if (sentences.length > 0) say(sentences.join('. '));
}

/** A host, or a device that went, turned something of mine off. */
export function tellTaken(source: 'microphone' | 'camera', isForGood: boolean) {
  showSnack({ text: isForGood ? forGood(source) : forNow(source) });
}

const forNow = (source: 'microphone' | 'camera') =>
  source === 'microphone'
    ? t`Ваш микрофон выключен. Его можно включить снова.`
    : t`Ваша камера выключена. Её можно включить снова.`;

const forGood = (source: 'microphone' | 'camera') =>
  source === 'microphone'
    ? t`Ведущий выключил ваш микрофон. Поднимите руку, если хотите сказать.`
    : t`Ведущий выключил вашу камеру.`;
