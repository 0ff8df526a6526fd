import { SimpleCell, Switch } from '@vkontakte/vkui';
import { useId } from 'react';
import styles from './SwitchRow.module.css';

interface SwitchRowProps {
  label: string;
  hint?: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
  className?: string | undefined;
}

/** One choice of yes or no, as wide as its card; all of it can be pressed. */
export function SwitchRow({ label, hint, isOn, onChange, className }: SwitchRowProps) {
  const id = useId();
  const input = { 'aria-labelledby': `${id}-label`, 'aria-describedby': hint ? `${id}-hint` : undefined };
  return (
    <SimpleCell
      // The switch is a label already, and labels cannot stand in each other.
      Component="div"
      multiline
      className={className ? `${styles.row} ${className}` : styles.row}
      subtitle={hint && <span id={`${id}-hint`}>{hint}</span>}
      after={
        <Switch
          id={id}
          checked={isOn}
          onChange={(event) => onChange(event.currentTarget.checked)}
          slotProps={{ input }}
        />
      }
    >
      <label id={`${id}-label`} htmlFor={id} className={styles.label}>
        {label}
      </label>
    </SimpleCell>
  );
}
