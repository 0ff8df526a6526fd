import type { ReactNode } from 'react';
import styles from './Scroll.module.css';

/** The scrolled part of a card; it must be reachable by keyboard, also where nothing in it is. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <div className={styles.column}>{children}</div>
    </section>
  );
}
