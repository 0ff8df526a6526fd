import { t } from '@lingui/core/macro';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import styles from './MakeChat.module.css';
import { MakeOnDesktop } from './MakeOnDesktop';
import { MakeOnPhone } from './MakeOnPhone';
import { useMakeChat } from './useMakeChat';

/** A new chat; `from` is the chat whose people it begins with. */
export function MakeChat({ from, isPhone }: { from: number | null; isPhone: boolean }) {
  const making = useMakeChat(from);
  const { draft } = making;
  const Form = isPhone ? MakeOnPhone : MakeOnDesktop;
  return (
    <section className={`${styles.screen} ${isPhone ? '' : 'pm-paper'}`} aria-label={t`Новый чат`}>
      {draft ? <Form making={making} draft={draft} /> : <SkeletonRows />}
    </section>
  );
}
