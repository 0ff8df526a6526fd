import { t } from '@lingui/core/macro';
import { Title } from '@vkontakte/vkui';
import { useLive } from '../../store/store';
import type { AccountPart } from '../../ui/route/paths';
import { ScreenHeader } from '../../ui/ScreenHeader';
import styles from './Account.module.css';
import { AccountMenu } from './AccountMenu';
import { accountSections } from './accountSections';

interface AccountProps {
  /** The part that is open; null is the menu on the phone and the first part beside it on the desktop. */
  section: AccountPart | null;
  isPhone: boolean;
  onSignedOut(): void;
}

/** Who I am here, where I am signed in, how it sounds and looks, and help. */
export function Account({ section, isPhone, onSignedOut }: AccountProps) {
  const me = useLive((state) => state.me);
  if (!me) return null;
  const sections = accountSections();
  const open = sections.find(({ id }) => id === section) ?? (isPhone ? null : sections[0]);
  if (!isPhone) {
    return (
      <>
        <nav className={styles.pane} aria-label={t`Аккаунт`}>
          <div className={styles.head}>
            <Title level="2" weight="1" Component="h2">
              {t`Аккаунт`}
            </Title>
          </div>
          <AccountMenu me={me} sections={sections} selected={open?.id ?? null} onSignedOut={onSignedOut} />
        </nav>
        {open && <Part label={open.label}>{open.draw()}</Part>}
      </>
    );
  }
  if (open) {
    return (
      <section className={styles.screen} aria-label={open.label}>
        <ScreenHeader hasBack>
          <h1 className={styles.title}>{open.label}</h1>
        </ScreenHeader>
        <div className={styles.scroll}>
          <div className={styles.column}>{open.draw()}</div>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.screen} aria-label={t`Аккаунт`}>
      <ScreenHeader>
        <h1 className={styles.title}>{t`Аккаунт`}</h1>
      </ScreenHeader>
      <div className={styles.scroll}>
        <AccountMenu me={me} sections={sections} selected={null} onSignedOut={onSignedOut} />
      </div>
    </section>
  );
}

function Part({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <section className={styles.part} aria-label={label}>
      <div className={styles.scroll}>
        <div className={styles.column}>
          <Title level="2" weight="1" Component="h1">
            {label}
          </Title>
          {children}
        </div>
      </div>
    </section>
  );
}
