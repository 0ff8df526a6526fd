import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { fetchCheckPlan } from '../../api/check';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import styles from './CheckLink.module.css';

/** At the door, where the operator lets strangers check. */
export function CheckLink() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    fetchCheckPlan().then(
      () => setOpen(true),
      () => undefined,
    );
  }, []);
  if (!isOpen) return null;
  return (
    <p className={styles.line}>
      <Link to={paths.check} className={styles.link}>
        {t`Проверка связи`}
      </Link>
    </p>
  );
}
