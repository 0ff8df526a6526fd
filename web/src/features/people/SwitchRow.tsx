import { SimpleCell, Switch } from '@vkontakte/vkui';

interface SwitchRowProps {
  label: string;
  hint?: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

/** One choice of yes or no, as wide as the card. */
export function SwitchRow({ label, hint, isOn, onChange }: SwitchRowProps) {
  return (
    <SimpleCell
      Component="label"
      multiline
      subtitle={hint}
      after={<Switch aria-label={label} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />}
    >
      {label}
    </SimpleCell>
  );
}
