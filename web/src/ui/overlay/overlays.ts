/**
 * What lies over the screen: one menu, one question, one short word at the bottom.
 * Anybody asks for them from a handler; `Overlays`, mounted once, draws them with code that is loaded when needed.
 */
import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';

/** Where a menu opens on the desktop; on the phone it is always a sheet at the bottom. */
export type Place = Element | { x: number; y: number };

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  /** A second, quiet line: why, or until when. */
  hint?: string;
  isDestructive?: boolean;
  /** A line stands above it. */
  isApart?: boolean;
  /** Said to screen readers as chosen, and drawn with a tick. */
  isChecked?: boolean;
  run?(): void;
  /** A page of its own, in the place of this one. */
  items?: readonly MenuItem[];
  /** The page is a row of signs: its labels are one emoji each. */
  isRow?: boolean;
}

export interface MenuRequest {
  /** What the menu is about: its name for screen readers, and the head of the sheet. */
  label: string;
  at: Place;
  items: readonly MenuItem[];
  /** Stands above the items, for example a row of reactions. */
  head?(close: () => void): ReactNode;
}

export interface Question {
  title: string;
  text?: string;
  /** What the button says that does it: «Выйти», never «ОК». */
  action: string;
  isDestructive?: boolean;
}

export interface Snack {
  text: string;
  /** Mostly «Отменить». */
  action?: { label: string; run(): void };
}

export interface Shown {
  /** The number makes a second, equal request a new one. */
  menu: (MenuRequest & { no: number }) | null;
  question: (Question & { answer(isYes: boolean): void }) | null;
  snack: (Snack & { no: number }) | null;
}

let shown: Shown = { menu: null, question: null, snack: null };
let last = 0;
const listeners = new Set<() => void>();

function show(part: Partial<Shown>) {
  shown = { ...shown, ...part };
  for (const listener of listeners) listener();
}

/** Opens the menu; another one that was open goes. */
export function openMenu(menu: MenuRequest) {
  last += 1;
  show({ menu: { ...menu, no: last } });
}

export function dropMenu(no: number) {
  if (shown.menu?.no === no) show({ menu: null });
}

/** Asks before something that cannot be undone; false when put away by Esc, back or a tap beside it. */
export function confirm(question: Question): Promise<boolean> {
  shown.question?.answer(false);
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      show({ question: null });
      resolve(isYes);
    };
    show({ question: { ...question, answer } });
  });
}

/** A word that something was done, for six seconds, with the way back. A new one takes the place of the old one. */
export function showSnack(snack: Snack) {
  last += 1;
  show({ snack: { ...snack, no: last } });
}

export function dropSnack(no: number) {
  if (shown.snack?.no === no) show({ snack: null });
}

/** Nothing of one person stays over the screen of the next. */
export function dropAll() {
  shown.question?.answer(false);
  show({ menu: null, question: null, snack: null });
}

export function useShown(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
