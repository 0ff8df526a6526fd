import { useEffect, useRef } from 'react';
import { useCall } from '../context';
import type { Source } from '../view';
import styles from './Video.module.css';

interface VideoProps {
  identity: string;
  source: Source;
  /** Another picture of the same person is attached anew. */
  picture: string;
  /** One knows oneself from the mirror. */
  isMirrored?: boolean;
  /** Nothing of it may be cut off. */
  isWhole?: boolean;
}

export function Video({ identity, source, picture, isMirrored = false, isWhole = false }: VideoProps) {
  const { deeds } = useCall();
  const ref = useRef<HTMLVideoElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is attached anew.
  useEffect(() => {
    const element = ref.current;
    return element ? deeds.attach(identity, source, element) : undefined;
  }, [deeds, identity, source, picture]);
  return (
    <video
      ref={ref}
      className={styles.video}
      data-mirrored={isMirrored || undefined}
      data-whole={isWhole || undefined}
      muted
      autoPlay
      playsInline
      // What is heard comes by itself; the name of the tile says who it is.
      aria-hidden
    />
  );
}
