import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import { useLive } from '../../../store/store';
import { replacePath } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import styles from './MakeChat.module.css';
import { MakeOnDesktop } from './MakeOnDesktop';
import { MakeOnPhone } from './MakeOnPhone';
import { mayMakeChats } from './mayMakeChats';
import { useMakeChat } from './useMakeChat';

/** A new chat; `from` is the chat whose people it begins with. Pupils write to one person instead. */
export function MakeChat({ from, isPhone }: { from: number | null; isPhone: boolean }) {
  const mayMake = useLive((state) => mayMakeChats(state.me));
  useEffect(() => {
    if (!mayMake) replacePath(paths.contacts);
  }, [mayMake]);
  return mayMake ? <Making from={from} isPhone={isPhone} /> : null;
}

function Making({ from, isPhone }: { from: number | null; isPhone: boolean }) {
  const making = useMakeChat(from);
  const { draft } = making;
  const Form = isPhone ? MakeOnPhone : MakeOnDesktop;
  return (
    <section className={`${styles.screen} ${isPhone ? '' : 'pm-paper'}`} aria-label={t`Новый чат`}>
      {draft ? <Form making={making} draft={draft} /> : <SkeletonRows />}
    </section>
  );
}
