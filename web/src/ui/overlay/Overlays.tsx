import { lazy, Suspense, useEffect } from 'react';
import { dropAll, useShown } from './overlays';

const Menu = lazy(() => import('./Menu').then((all) => ({ default: all.Menu })));
const ConfirmDialog = lazy(() => import('./ConfirmDialog').then((all) => ({ default: all.ConfirmDialog })));
const SnackBar = lazy(() => import('./SnackBar').then((all) => ({ default: all.SnackBar })));

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
