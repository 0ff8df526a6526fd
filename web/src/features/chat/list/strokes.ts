/** Strokes to the left and right over the rows of the phone: they lay the row's buttons open. */
import { listenForSwipes } from '../../../ui/gesture/swipe';
import { layOpen, type Side, list as state } from './listStore';

/** This fast, even a short stroke is meant. In pixels a millisecond. */
const FLICK = 0.4;

export function listenForStrokes(list: HTMLElement): () => void {
  let base = 0;
  const stopSwipes = listenForSwipes(list, {
    grab: (target) => {
      const row = target.closest<HTMLElement>('[data-stop]');
      if (!row) return null;
      const { open } = state();
      if (open && open.id !== idOf(row)) close();
      base = open?.id === idOf(row) ? offsetOf(row, open.side) : 0;
      return row;
    },
    move: (row, dx) => {
      const x = base + dx;
      const side: Side = x > 0 ? 'start' : 'end';
      if (state().open?.id !== idOf(row) || state().open?.side !== side) layOpen({ id: idOf(row), side });
      shift(row, x);
    },
    end: (row, dx, speed) => {
      const { open } = state();
      if (!open) return;
      const width = widthOf(row, open.side);
      const x = base + dx;
      const isToward = Math.sign(speed) === (open.side === 'start' ? 1 : -1);
      const isOpen = Math.abs(speed) > FLICK ? isToward : Math.abs(x) > width / 2;
      if (isOpen) settle(row, offsetOf(row, open.side));
      else close();
    },
  });
  const close = () => {
    const { open } = state();
    const row = open && list.querySelector<HTMLElement>(`[data-stop="${open.id}"]`);
    if (row) settle(row, 0, () => state().open?.id === open.id && layOpen(null));
    else if (open) layOpen(null);
  };
  /** A touch anywhere else puts the buttons away, and does nothing more. */
  const elsewhere = (event: Event) => {
    const { open } = state();
    const item = (event.target as Element).closest<HTMLElement>('[data-row]');
    if (!open || Number(item?.dataset.row) === open.id) return;
    close();
  };
  const tap = (event: MouseEvent) => {
    const { open } = state();
    if (!open) return;
    // A button does its work, and the row slides back over it.
    if ((event.target as Element).closest('[data-tray]')) return void setTimeout(close);
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const scroll = () => state().open && close();
  document.addEventListener('pointerdown', elsewhere, true);
  list.addEventListener('click', tap, true);
  list.parentElement?.addEventListener('scroll', scroll, { passive: true });
  return () => {
    layOpen(null);
    stopSwipes();
    document.removeEventListener('pointerdown', elsewhere, true);
    list.removeEventListener('click', tap, true);
    list.parentElement?.removeEventListener('scroll', scroll);
  };
}

/** As wide as the buttons beneath, which may still be on their way to the screen. */
const widthOf = (row: HTMLElement, side: Side) =>
  row.parentElement?.querySelector<HTMLElement>('[data-tray]')?.offsetWidth || USUAL[side];

const USUAL: Record<Side, number> = { start: 184, end: 240 };

/** Beyond the buttons the row follows the finger only a little. */
function shift(row: HTMLElement, x: number) {
  const width = widthOf(row, x > 0 ? 'start' : 'end');
  const over = Math.max(0, Math.abs(x) - width);
  row.style.transition = '';
  row.style.transform = `translateX(${Math.sign(x) * (Math.min(Math.abs(x), width) + over / 5)}px)`;
}

function settle(row: HTMLElement, x: number, then?: () => void) {
  row.style.transition = 'transform 160ms ease-out';
  row.style.transform = x === 0 ? '' : `translateX(${x}px)`;
  if (then) setTimeout(then, 170);
}

const offsetOf = (row: HTMLElement, side: Side) => widthOf(row, side) * (side === 'start' ? 1 : -1);

const idOf = (row: HTMLElement) => Number(row.dataset.stop);
