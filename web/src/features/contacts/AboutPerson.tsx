import { t } from '@lingui/core/macro';
import { isStaffKind, type PersonOut } from '../../api/people';
import { useLive } from '../../store/store';
import { RoleBadge } from '../../ui/RoleBadge';
import styles from './AboutPerson.module.css';
import { CommonChats } from './CommonChats';
import { Reasons } from './Reasons';

/** In which roles one knows somebody, why one sees them, and where one meets. */
export function AboutPerson({ person }: { person: PersonOut }) {
  const isMe = useLive((state) => state.me?.id === person.profile);
  return (
    <>
      {person.roles.length > 0 && (
        <section aria-labelledby="person-roles">
          <h2 id="person-roles" className={styles.part}>{t`Кто это`}</h2>
          <div className={styles.badges}>
            {person.roles.map((role) => (
              <RoleBadge key={role} label={role} isStaff={isStaffKind(person.kind)} />
            ))}
          </div>
        </section>
      )}
      {!isMe && person.reasons.length > 0 && (
        <section className={styles.why} aria-labelledby="person-why">
          <h2 id="person-why" className={styles.part}>
            {t`Почему я вижу этого человека`}
          </h2>
          <Reasons reasons={person.reasons} />
        </section>
      )}
      <CommonChats conversations={person.common} />
    </>
  );
}
