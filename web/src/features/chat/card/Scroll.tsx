import type { ReactNode } from 'react';
import styles from './Scroll.module.css';

/** The scrolled part of a card; it must be reachable by keyboard, also where nothing in it is. */
export function Scroll({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <div className={styles.scroll} tabIndex={0}>
      <div className={styles.column}>{children}</div>
    </div>
  );
}
