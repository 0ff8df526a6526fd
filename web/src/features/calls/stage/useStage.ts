import { useCallback, useState } from 'react';
import { keepHabit, readHabits } from '../habits';
import type { Look } from '../layout';

export type Panel = 'people' | 'chat' | 'settings' | 'questions';

/** How I look at the call; it stays while the call is a small window. */
export interface StageState {
  look: Look;
  pinned: string | null;
  panel: Panel | null;
  setLook(look: Look): void;
  pin(identity: string | null): void;
  /** Opens a panel, or closes it when it is open. */
  toggle(panel: Panel): void;
  closePanel(): void;
}

export function useStage(): StageState {
  const [look, setLook] = useState<Look>(() => readHabits().look);
  const [pinned, pin] = useState<string | null>(null);
  const [panel, setPanel] = useState<Panel | null>(null);
  return {
    look,
    pinned,
    panel,
    setLook: useCallback((next: Look) => {
      keepHabit({ look: next });
      pin(null);
      setLook(next);
    }, []),
    pin,
    toggle: useCallback((next: Panel) => setPanel((open) => (open === next ? null : next)), []),
    closePanel: useCallback(() => setPanel(null), []),
  };
}
