import { Counter } from '@vkontakte/vkui';
import { Link } from '../ui/route/Link';
import styles from './SectionLink.module.css';
import type { Section } from './sections';

/** One section of the rail or of the bottom bar. */
export function SectionLink({ section, isSelected }: { section: Section; isSelected: boolean }) {
  return (
    <Link
      to={section.path}
      className={isSelected ? `${styles.item} ${styles.selected}` : styles.item}
      aria-current={isSelected ? 'page' : undefined}
    >
      {section.icon}
      <span className={styles.label}>{section.label}</span>
      {section.badge > 0 && (
        <span className={styles.badge}>
          <Counter size="s" mode="primary" appearance="accent">
            {section.badge}
          </Counter>
        </span>
      )}
    </Link>
  );
}
