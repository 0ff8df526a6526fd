import { Suspense, useEffect } from 'react';
import { lazily } from '../lazily';
import { dropAll, dropMenu, useShown } from './overlays';

const Menu = lazily(() => import('./Menu').then((all) => all.Menu), {
  shape: 'over',
  giveUp: ({ menu }) => dropMenu(menu.no),
});
const ConfirmDialog = lazily(() => import('./ConfirmDialog').then((all) => all.ConfirmDialog), {
  shape: 'over',
  giveUp: ({ question }) => question.answer(false),
});
const SnackBar = lazily(() => import('./SnackBar').then((all) => all.SnackBar), { shape: 'nothing' });

/** Mounted once, over all screens; its parts are fetched when the first of them is asked for. */
export function Overlays() {
  const { menu, question, snack } = useShown();
  useEffect(() => dropAll, []);
  return (
    <>
      {/* The voice is there before the first word, or screen readers miss it. */}
      <div role="status">
        {snack && (
          <Suspense>
            <SnackBar key={snack.no} snack={snack} />
          </Suspense>
        )}
      </div>
      <Suspense>
        {menu && <Menu key={menu.no} menu={menu} />}
        {question && <ConfirmDialog question={question} />}
      </Suspense>
    </>
  );
}
