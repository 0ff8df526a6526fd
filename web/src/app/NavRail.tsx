import { t } from '@lingui/core/macro';
import { Logo } from '../ui/Logo';
import type { Screen } from '../ui/route/paths';
import styles from './NavRail.module.css';
import { SectionLink } from './SectionLink';
import { useSections } from './sections';

/** From 768 px: the first, narrow column. */
export function NavRail({ screen }: { screen: Screen }) {
  const { chats, contacts, calls, account, selected } = useSections(screen);
  return (
    <nav className={styles.rail} aria-label={t`Разделы`}>
      <span className={styles.logo}>
        <Logo size={36} />
      </span>
      {[chats, calls, contacts].map((section) => (
        <SectionLink key={section.id} section={section} isSelected={section.id === selected} />
      ))}
      <span className={styles.bottom}>
        <SectionLink section={account} isSelected={selected === 'account'} />
      </span>
    </nav>
  );
}
