import { lazy, Suspense } from 'react';
import { Overlays } from '../../../ui/overlay/Overlays';
import { SkeletonRows } from '../../../ui/SkeletonRows';

const Call = lazy(() => import('../../calls/Call').then((all) => ({ default: all.Call })));

/** The call of whoever has no account: the same look at oneself, the same stage, and nothing of the school around. */
export function GuestCall({ call, onGone }: { call: number; onGone(): void }) {
  return (
    <>
      <Suspense fallback={<SkeletonRows />}>
        <Call call={call} onGone={onGone} />
      </Suspense>
      <Overlays />
    </>
  );
}
