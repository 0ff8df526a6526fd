import { t } from '@lingui/core/macro';
import { Icon28PhoneOutline } from '@vkontakte/icons';
import { PanelHeaderButton } from '@vkontakte/vkui';
import { type MouseEvent, Suspense, useState } from 'react';
import type { Row } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { fetched } from '../../../ui/fetched';
import { lazily } from '../../../ui/lazily';
import { mayCall } from './mayCall';

const ChooseCall = lazily(() => import('./ChooseCall').then((all) => all.ChooseCall), {
  shape: 'over',
  giveUp: ({ onClosed }) => onClosed(),
});

/** The handset of a conversation, for whoever may call there. On the phone a group is asked whom to ring. */
export function CallButton({ row, isPhone }: { row: Pick<Row, 'id' | 'kind' | 'may'>; isPhone: boolean }) {
  const [isChoosing, setChoosing] = useState(false);
  const isAllowed = useLive((state) => mayCall(row, state.me));
  if (!isAllowed) return null;
  const press = (event: MouseEvent<HTMLElement>) => {
    const at = event.currentTarget;
    if (isPhone && row.kind !== 'direct') setChoosing(true);
    else void fetched(() => import('./callMenu')).then((menu) => menu?.openCallMenuOf(row.id, at, row.kind));
  };
  return (
    <>
      <PanelHeaderButton aria-label={t`Позвонить`} aria-haspopup={isPhone ? 'dialog' : 'menu'} onClick={press}>
        <Icon28PhoneOutline />
      </PanelHeaderButton>
      {isChoosing && (
        <Suspense>
          <ChooseCall conversation={row.id} onClosed={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  );
}
