import { plural, t } from '@lingui/core/macro';
import type { Typist } from '../../store/state';
import styles from './TypingLine.module.css';

/** «печатает» in a chat of two; elsewhere with the name, or with how many. */
export function TypingLine({ typists, isDirect }: { typists: readonly Typist[]; isDirect: boolean }) {
  return (
    <>
      {sentence(typists, isDirect)}
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
    </>
  );
}

function sentence(typists: readonly Typist[], isDirect: boolean): string {
  if (isDirect) return t`печатает`;
  const name = typists[0]?.name ?? '';
  if (typists.length === 1) return t`${name} печатает`;
  return plural(typists.length, {
    one: '# человек печатает',
    few: '# человека печатают',
    many: '# человек печатают',
    other: '# человека печатают',
  });
}
