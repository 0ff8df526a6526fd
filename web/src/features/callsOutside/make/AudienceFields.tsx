import { t } from '@lingui/core/macro';
import { FormItem, NativeSelect } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import type { Audiences } from '../../../api/callsOutside';
import { type Unit, type Whom, whomSpoken } from './audience';
import fields from './CallFields.module.css';
import { type Chat, choicesOf, firstOf, type Gathering, unitsOf } from './gatherings';

interface AudienceFieldsProps {
  wanted: Gathering;
  audiences: Audiences;
  chats: readonly Chat[];
  onChange(part: Partial<Gathering>): void;
}

const WHOM: readonly Whom[] = ['guardians', 'pupils', 'staff', 'all'];

/** For whom: the unit, which of them, and who of it. */
export function AudienceFields({ wanted, audiences, chats, onChange }: AudienceFieldsProps) {
  const { unit } = wanted;
  const choose = (next: string) => {
    const chosen = next as Gathering['unit'];
    onChange({ unit: chosen, number: chosen === 'link' ? null : firstOf(chosen, audiences, chats) });
  };
  return (
    <>
      <Field id="unit" label={t`Для кого`} value={unit} onChange={choose}>
        {unitsOf(audiences, chats).map((one) => (
          <option key={one} value={one}>
            {unitSpoken(one)}
          </option>
        ))}
        {wanted.isBroadcast && <option value="link">{t`По ссылке`}</option>}
      </Field>
      {unit === 'family' && <FamilyFields {...{ wanted, audiences, chats, onChange }} />}
      {unit === 'chat' && (
        <Field
          id="number"
          label={t`Чат`}
          value={wanted.number ?? 0}
          onChange={(next) => onChange({ number: Number(next) })}
        >
          {chats.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Field>
      )}
      {(unit === 'class' || unit === 'grade' || unit === 'school') && (
        <div className={fields.grid}>
          <Field
            id="number"
            label={unitSpoken(unit)}
            value={wanted.number ?? 0}
            onChange={(next) => onChange({ number: Number(next) })}
          >
            {choicesOf(audiences, unit).map(({ number, title }) => (
              <option key={number} value={number}>
                {title}
              </option>
            ))}
          </Field>
          <Field id="whom" label={t`Кто`} value={wanted.whom} onChange={(whom) => onChange({ whom: whom as Whom })}>
            {WHOM.map((whom) => (
              <option key={whom} value={whom}>
                {whomSpoken(whom)}
              </option>
            ))}
          </Field>
        </div>
      )}
    </>
  );
}

/** First the class, then the child: a list of a whole school is too long to choose from. */
function FamilyFields({ wanted, audiences, onChange }: AudienceFieldsProps) {
  const families = choicesOf(audiences, 'family');
  const chosen = families.find(({ number }) => number === wanted.number);
  const titles = new Map(choicesOf(audiences, 'class').map(({ number, title }) => [number, title]));
  const classes = [...new Set(families.map(({ school_class }) => school_class))];
  const change = (next: string) =>
    onChange({ number: families.find(({ school_class }) => school_class === Number(next))?.number ?? null });
  return (
    <div className={fields.grid}>
      <Field id="class" label={t`Класс`} value={chosen?.school_class ?? 0} onChange={change}>
        {classes.map((number) => (
          <option key={number} value={number}>
            {titles.get(number)}
          </option>
        ))}
      </Field>
      <Field
        id="number"
        label={t`Ученик`}
        value={wanted.number ?? 0}
        onChange={(next) => onChange({ number: Number(next) })}
      >
        {families
          .filter(({ school_class }) => school_class === chosen?.school_class)
          .map(({ number, title }) => (
            <option key={number} value={number}>
              {title}
            </option>
          ))}
      </Field>
    </div>
  );
}

interface FieldProps {
  id: string;
  label: string;
  value: string | number;
  onChange(value: string): void;
  children: ReactNode;
}

function Field({ id, label, value, onChange, children }: FieldProps) {
  return (
    <FormItem top={label} htmlFor={`gather-${id}`} className={fields.field}>
      <NativeSelect id={`gather-${id}`} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </NativeSelect>
    </FormItem>
  );
}

function unitSpoken(unit: Unit): string {
  switch (unit) {
    case 'class':
      return t`Класс`;
    case 'grade':
      return t`Параллель`;
    case 'school':
      return t`Вся школа`;
    case 'family':
      return t`Семья ученика`;
    case 'chat':
      return t`Чат`;
  }
}
