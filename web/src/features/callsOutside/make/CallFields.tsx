import { t } from '@lingui/core/macro';
import { FormItem, Input, NativeSelect } from '@vkontakte/vkui';
import type { Who } from '../../../api/callsOutside';
import { SwitchRow } from '../../../ui/SwitchRow';
import styles from './CallFields.module.css';
import { type CallWishes, fieldTime, soon } from './wishes';

const LONGEST_TITLE = 200;

interface CallFieldsProps {
  wishes: CallWishes;
  onChange(part: Partial<CallWishes>): void;
  /** What was settled when the call was made is not asked again. */
  isNew: boolean;
  /** A call that goes on is not put off. */
  hasTime: boolean;
  /** Viewers may nothing, and wait for nobody's click. */
  isBroadcast?: boolean;
}

/** The settings before the start: name, time, door, and what members may. */
export function CallFields({ wishes, onChange, isNew, hasTime, isBroadcast = false }: CallFieldsProps) {
  return (
    <>
      <FormItem top={t`Название`} htmlFor="call-title" className={styles.field}>
        <Input
          id="call-title"
          value={wishes.title}
          maxLength={LONGEST_TITLE}
          autoComplete="off"
          placeholder={t`Например, «Родительское собрание 3 А»`}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </FormItem>
      {hasTime && <TimeField at={wishes.at} onChange={(at) => onChange({ at })} />}
      <div className={styles.rows} hidden={isBroadcast}>
        {isNew && <SwitchRow label={t`С видео`} isOn={wishes.isVideo} onChange={(isVideo) => onChange({ isVideo })} />}
        <SwitchRow
          label={t`Зал ожидания`}
          hint={t`Каждого впускаете вы или другой ведущий`}
          isOn={wishes.hasLobby}
          onChange={(hasLobby) => onChange({ hasLobby })}
        />
        {isNew && (
          <SwitchRow
            label={t`Пускать гостей`}
            hint={t`Людей без аккаунта: они назовут имя и подождут, пока их впустят`}
            isOn={wishes.hasGuests}
            onChange={(hasGuests) => onChange({ hasGuests })}
          />
        )}
      </div>
      <div className={styles.grid} hidden={isBroadcast}>
        <WhoField id="speak" label={t`Кто говорит`} who={wishes.speak} onChange={(speak) => onChange({ speak })} />
        <WhoField
          id="camera"
          label={t`Кто включает камеру`}
          who={wishes.camera}
          onChange={(camera) => onChange({ camera })}
        />
        <WhoField
          id="share"
          label={t`Кто показывает экран`}
          who={wishes.share}
          onChange={(share) => onChange({ share })}
        />
        <WhoField id="write" label={t`Кто пишет в чат`} who={wishes.write} onChange={(write) => onChange({ write })} />
      </div>
    </>
  );
}

/** Now, or at a time to come. */
export function TimeField({ at, onChange }: { at: string; onChange(at: string): void }) {
  const now = Date.now();
  return (
    <div className={styles.rows}>
      <SwitchRow
        label={t`Запланировать на время`}
        isOn={at !== ''}
        onChange={(isOn) => onChange(isOn ? soon(now) : '')}
      />
      {at !== '' && (
        <FormItem top={t`Когда`} htmlFor="call-at" className={styles.field}>
          <Input
            id="call-at"
            type="datetime-local"
            value={at}
            min={fieldTime(now)}
            // An emptied field is a mistake of the hand; the switch above is for «сейчас».
            onChange={(event) => event.target.value && onChange(event.target.value)}
          />
        </FormItem>
      )}
    </div>
  );
}

interface WhoFieldProps {
  id: string;
  label: string;
  who: Who;
  onChange(who: Who): void;
}

function WhoField({ id, label, who, onChange }: WhoFieldProps) {
  return (
    <FormItem top={label} htmlFor={`call-${id}`} className={styles.field}>
      <NativeSelect id={`call-${id}`} value={who} onChange={(event) => onChange(event.target.value as Who)}>
        <option value="all">{t`все участники`}</option>
        <option value="hosts">{t`только ведущие`}</option>
      </NativeSelect>
    </FormItem>
  );
}
