import type { ReactNode } from 'react';
import { ScreenHeader } from '../../ui/ScreenHeader';
import styles from './Screen.module.css';

interface ScreenProps {
  title: string;
  isPhone: boolean;
  /** Wide enough for a table. */
  isWide?: boolean;
  children: ReactNode;
}

/** A screen below the section: beside the list on the desktop, in its place on the phone. */
export function Screen({ title, isPhone, isWide = false, children }: ScreenProps) {
  return (
    <div className={styles.screen}>
      <ScreenHeader hasBack={isPhone}>
        <h1 className={styles.title}>{title}</h1>
      </ScreenHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={title}>
        <div className={isWide ? `${styles.column} ${styles.wide}` : styles.column}>{children}</div>
      </section>
    </div>
  );
}
