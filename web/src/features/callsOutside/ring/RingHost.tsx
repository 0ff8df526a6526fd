import { Suspense } from 'react';
import { serverNow } from '../../../live/serverClock';
import { useLive } from '../../../store/store';
import { lazily } from '../../../ui/lazily';
import { ringingChat } from './ringing';
import { useSettled } from './settled';

const Ring = lazily(() => import('./Ring').then((all) => all.Ring), { shape: 'nothing' });

/** Mounted once by the shell: waits for a call that rings. */
export function RingHost() {
  const settled = useSettled();
  const call = useLive((state) => {
    const chat = ringingChat(state, serverNow(), settled);
    return chat === null ? null : state.rows[chat];
  });
  if (!call?.call) return null;
  return (
    <Suspense>
      <Ring key={call.call.id} row={call} call={call.call} />
    </Suspense>
  );
}
