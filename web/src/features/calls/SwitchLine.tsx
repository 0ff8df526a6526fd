import { Switch } from '@vkontakte/vkui';
import styles from './SwitchLine.module.css';

interface SwitchLineProps {
  label: string;
  hint?: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

/** One choice of yes or no; the whole line is pressed. */
export function SwitchLine({ label, hint, isOn, onChange }: SwitchLineProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch of VKUI is a checkbox.
    <label className={styles.line}>
      <span className={styles.words}>
        {label}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
      <Switch aria-label={label} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
    </label>
  );
}
