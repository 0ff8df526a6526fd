import { t } from '@lingui/core/macro';
import { FormItem, Input } from '@vkontakte/vkui';
import { UserAvatar } from '../../../ui/UserAvatar';
import { PictureField } from '../picture/PictureField';
import { type ChatDraft, LONGEST_TITLE } from './chatDraft';
import styles from './NameField.module.css';

interface NameFieldProps {
  draft: ChatDraft;
  onChange(part: Partial<ChatDraft>): void;
  hasFocus: boolean;
}

/** The name and the face of a new chat. */
export function NameField({ draft, onChange, hasFocus }: NameFieldProps) {
  return (
    <div className={styles.row}>
      <PictureField
        face={(src) => <UserAvatar id={0} name={draft.title || t`Новый чат`} size={72} src={src} />}
        onStored={(picture) => onChange({ picture })}
      />
      <FormItem top={t`Название чата`} htmlFor="chat-title" className={styles.name}>
        <Input
          id="chat-title"
          value={draft.title}
          maxLength={LONGEST_TITLE}
          autoFocus={hasFocus}
          autoComplete="off"
          placeholder={t`Например, «Математика»`}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </FormItem>
    </div>
  );
}
