import { t } from '@lingui/core/macro';
import { Button, FormItem, Input } from '@vkontakte/vkui';
import { useState } from 'react';
import type { Row } from '../../../api/shapes';
import { ChatAvatar } from '../../../ui/ChatAvatar';
import { UserAvatar } from '../../../ui/UserAvatar';
import { LONGEST_TITLE } from '../make/chatDraft';
import { PictureField } from '../picture/PictureField';
import styles from './Settings.module.css';
import { useChange } from './useChange';

/** The name and the face of a chat. */
export function EditInfo({ row }: { row: Row }) {
  const [title, setTitle] = useState(row.title);
  const { isBusy, failure, save } = useChange(row.id, t`Название изменено`);
  const picture = useChange(row.id, t`Фото чата изменено`);
  const isChanged = title.trim() !== row.title;
  return (
    <form
      className={styles.info}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save({ title: title.trim() });
      }}
    >
      <PictureField
        face={(src) =>
          src ? <UserAvatar id={row.id} name={row.title} size={96} src={src} /> : <ChatAvatar chat={row} size={96} />
        }
        onStored={(stored) => picture.send({ picture: stored })}
      />
      {row.picture !== null && row.picture !== undefined && (
        <Button size="m" mode="tertiary" onClick={() => void picture.save({ picture: null })}>
          {t`Убрать фото`}
        </Button>
      )}
      {!row.is_automatic && (
        <FormItem top={t`Название чата`} htmlFor="card-title" className={styles.field}>
          <Input
            id="card-title"
            value={title}
            maxLength={LONGEST_TITLE}
            autoComplete="off"
            onChange={(event) => setTitle(event.target.value)}
          />
        </FormItem>
      )}
      <p className={styles.failure} role="alert">
        {failure ?? picture.failure}
      </p>
      {isChanged && (
        <Button size="l" stretched type="submit" loading={isBusy}>
          {t`Сохранить название`}
        </Button>
      )}
    </form>
  );
}
