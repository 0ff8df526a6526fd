import { t } from '@lingui/core/macro';
import { Title } from '@vkontakte/vkui';
import type { Me } from '../../api/shapes';
import { useLive } from '../../store/store';
import { UnlinkedMark } from '../../ui/UnlinkedMark';
import { UserAvatar } from '../../ui/UserAvatar';
import { calendarDate } from '../../ui/when';
import styles from './Account.module.css';

type Role = Me['roles'][number];

/** How others see me, and in which roles the school knows me. */
export function Profile() {
  const me = useLive((state) => state.me);
  if (!me) return null;
  return (
    <>
      <div className={styles.card}>
        <div className={styles.person}>
          <UserAvatar id={me.id} name={me.name} size={72} />
          <div className={styles.facts}>
            <Title level="2" weight="1" Component="h2">
              {me.name}
            </Title>
            <span className={styles.quiet}>{t`Так вас видят в чатах. Телефон и пароль не видит никто.`}</span>
          </div>
        </div>
      </div>
      <section className={styles.card} aria-label={t`Роли`}>
        <Title level="3" weight="2" Component="h2">
          {t`Роли`}
        </Title>
        {me.roles.length === 0 ? <Unlinked /> : <Roles roles={me.roles} />}
      </section>
    </>
  );
}

function Roles({ roles }: { roles: readonly Role[] }) {
  return (
    <>
      <ul className={styles.plain}>
        {roles.map((role) => (
          <li key={`${role.role} ${role.label} ${role.since}`} className={styles.role}>
            <span className={styles.strong}>{role.label}</span>
            <span className={styles.quiet}>{reasonOf(role)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>
        {t`От ролей зависит, в каких вы чатах и кому можете написать. Роли ведёт школа: если что-то не так, скажите классному руководителю или администратору школы.`}
      </p>
    </>
  );
}

function Unlinked() {
  return (
    <p className={styles.quiet}>
      <UnlinkedMark />{' '}
      {t`Школа ещё не связала ваш профиль со своим списком, поэтому ролей и чатов пока нет. Обратитесь к классному руководителю или администратору школы.`}
    </p>
  );
}

/** «Почему»: the school's own record, from its day on. */
function reasonOf({ role, school, since }: Role): string {
  const day = calendarDate(since);
  if (role === 'guardian') return t`Почему: ${school} записала вас представителем ребёнка, с ${day}`;
  if (role === 'pupil') return t`Почему: вы в списке класса, ${school}, с ${day}`;
  return t`Почему: вы в списке работников, ${school}, с ${day}`;
}
