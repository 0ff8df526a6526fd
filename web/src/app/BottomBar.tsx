import { t } from '@lingui/core/macro';
import type { Screen } from '../ui/route/paths';
import styles from './BottomBar.module.css';
import { SectionLink } from './SectionLink';
import { useSections } from './sections';

/** The phone's sections, in the order of the manuals. */
export function BottomBar({ screen }: { screen: Screen }) {
  const { chats, contacts, calls, account, selected } = useSections(screen);
  return (
    <nav className={styles.bar} aria-label={t`Разделы`}>
      {[contacts, calls, chats, account].map((section) => (
        <SectionLink key={section.id} section={section} isSelected={section.id === selected} />
      ))}
    </nav>
  );
}
