import { Suspense, useEffect } from 'react';
import { lazily } from '../../../ui/lazily';
import { closeJump, openJump, useJump } from './jump';

const JumpDialog = lazily(() => import('./JumpDialog').then((all) => all.JumpDialog), {
  shape: 'over',
  giveUp: closeJump,
});

/** Ctrl+K on any screen: a chat or a person by the beginning of a name. Mounted once. */
export function Jump() {
  const isOpen = useJump();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // The key, not the letter: on a Russian keyboard it is «л».
      if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      openJump();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      closeJump();
    };
  }, []);
  return <Suspense>{isOpen && <JumpDialog />}</Suspense>;
}
