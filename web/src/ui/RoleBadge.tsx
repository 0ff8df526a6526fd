import styles from './RoleBadge.module.css';

/** «учитель», «родитель: Маша», «ученик»: the hat in which somebody speaks here. */
export function RoleBadge({ label, isStaff }: { label: string; isStaff: boolean }) {
  return <span className={isStaff ? `${styles.badge} ${styles.staff}` : styles.badge}>{label}</span>;
}
