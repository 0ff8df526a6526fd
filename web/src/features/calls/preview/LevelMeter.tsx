import { t } from '@lingui/core/macro';
import { Icon16Microphone } from '@vkontakte/icons';
import { createAudioAnalyser, type LocalAudioTrack } from 'livekit-client';
import { useEffect, useState } from 'react';
import styles from './LevelMeter.module.css';

const BARS = 16;
const LOOK_MS = 100;
/** The analyser says 0.3 for a loud word. */
const LOUD = 0.3;

/** Whether the microphone hears anything. */
export function LevelMeter({ track }: { track: LocalAudioTrack | null }) {
  const level = useLevel(track);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the browser's own meter can't be drawn as sixteen bars.
    <div
      className={styles.level}
      role="meter"
      aria-label={t`Громкость микрофона`}
      aria-valuenow={level}
      aria-valuemin={0}
      aria-valuemax={BARS}
    >
      <Icon16Microphone aria-hidden />
      <span className={styles.bars}>
        {Array.from({ length: BARS }, (_, bar) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
          <i key={bar} data-lit={bar < level || undefined} />
        ))}
      </span>
    </div>
  );
}

function useLevel(track: LocalAudioTrack | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    setLevel(0);
    if (!track) return;
    const { calculateVolume, cleanup } = createAudioAnalyser(track, { cloneTrack: true });
    const timer = setInterval(() => setLevel(Math.min(BARS, Math.round((calculateVolume() / LOUD) * BARS))), LOOK_MS);
    return () => {
      clearInterval(timer);
      void cleanup().catch(() => undefined);
    };
  }, [track]);
  return level;
}
