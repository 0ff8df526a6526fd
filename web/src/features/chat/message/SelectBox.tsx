import { Icon24CheckCircleOff, Icon24CheckCircleOn } from '@vkontakte/icons';
import styles from './SelectBox.module.css';
import { useIsSelected } from './selection';

/** The ring before a message while some are selected; the feed hears the press on the whole row. */
export function SelectBox({ no, label }: { no: number; label: string }) {
  const isSelected = useIsSelected(no);
  return (
    <span className={styles.box}>
      <input type="checkbox" className={styles.silent} checked={isSelected} readOnly tabIndex={-1} aria-label={label} />
      {isSelected ? <Icon24CheckCircleOn aria-hidden /> : <Icon24CheckCircleOff aria-hidden />}
    </span>
  );
}
