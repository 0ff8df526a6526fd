import { Suspense } from 'react';
import { lazily } from '../../../ui/lazily';
import { Overlays } from '../../../ui/overlay/Overlays';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import styles from './GuestCall.module.css';

const Call = lazily(() => import('../../calls/Call').then((all) => all.Call), { shape: 'screen' });

/** The call of whoever has no account: the same look at oneself, the same stage, and nothing of the school around. */
export function GuestCall({ call, onGone }: { call: number; onGone(): void }) {
  return (
    <div className={styles.page}>
      <Suspense fallback={<SkeletonRows />}>
        <Call call={call} onGone={onGone} />
      </Suspense>
      <Overlays />
    </div>
  );
}
