import { t } from '@lingui/core/macro';
import { Button, Title } from '@vkontakte/vkui';
import { useLive } from '../../store/store';
import { SwitchRow } from '../../ui/SwitchRow';
import { type Permission, usePermission } from '../notices/permission';
import styles from './Account.module.css';
import { choose } from './choose';

/** Which chats call for attention, how, and whether this device shows it. */
export function Notifications() {
  const preferences = useLive((state) => state.preferences);
  return (
    <>
      <section className={styles.card} aria-label={t`На этом устройстве`}>
        <Title level="3" weight="2" Component="h2">
          {t`На этом устройстве`}
        </Title>
        <ThisDevice />
      </section>
      <section className={styles.card} aria-label={t`На всех ваших устройствах`}>
        <Title level="3" weight="2" Component="h2">
          {t`На всех ваших устройствах`}
        </Title>
        <div className={styles.rows}>
          <SwitchRow
            label={t`Личные чаты`}
            hint={t`Сообщения от одного человека`}
            isOn={preferences.notify_personal}
            onChange={(isOn) => void choose('notify_personal', isOn)}
          />
          <SwitchRow
            label={t`Групповые чаты`}
            hint={t`Класс, родители, учителя. Если вас назвали по имени, уведомление придёт всё равно`}
            isOn={preferences.notify_group}
            onChange={(isOn) => void choose('notify_group', isOn)}
          />
          <SwitchRow label={t`Звук`} isOn={preferences.sound} onChange={(isOn) => void choose('sound', isOn)} />
          <SwitchRow
            label={t`Скрывать текст`}
            hint={t`В уведомлении будет видно, откуда сообщение, но не что в нём`}
            isOn={preferences.hide_text}
            onChange={(isOn) => void choose('hide_text', isOn)}
          />
        </div>
        <p className={styles.quiet}>
          {t`Отключить звук одного чата можно в списке чатов: нажмите на чат и подержите, на компьютере — правой кнопкой.`}
        </p>
      </section>
    </>
  );
}

function ThisDevice() {
  const { permission, isOn, ask, setOn } = usePermission();
  if (permission === 'granted') {
    return (
      <div className={styles.rows}>
        <SwitchRow
          label={t`Показывать уведомления`}
          hint={t`Пока открыта вкладка или приложение`}
          isOn={isOn}
          onChange={setOn}
        />
      </div>
    );
  }
  return (
    <>
      <p className={styles.quiet}>{explanation(permission)}</p>
      {permission === 'default' && (
        <Button size="m" mode="secondary" className={styles.single} onClick={ask}>
          {t`Включить уведомления`}
        </Button>
      )}
    </>
  );
}

function explanation(permission: Exclude<Permission, 'granted'>): string {
  switch (permission) {
    case 'default':
      return t`Когда вкладка открыта, но вы смотрите в другую сторону, о новом сообщении напомнит сам браузер. Он спросит разрешения.`;
    case 'denied':
      return t`Браузеру запрещено показывать уведомления этого сайта. Нажмите на значок слева от адреса, найдите «Уведомления» и выберите «Разрешить».`;
    case 'missing':
      return t`Этот браузер не показывает уведомлений. На iPhone добавьте Перемену на экран «Домой»: «Поделиться», затем «На экран Домой».`;
  }
}
