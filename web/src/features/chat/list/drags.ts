/** Pinned rows are carried to another place: by the mouse anywhere on the row, by a finger on its handle. */
import { putInOrder } from './order';

/** Less than this is a click. */
const SLACK = 6;

interface Carry {
  pointer: number;
  y: number;
  item: HTMLElement;
  items: HTMLElement[];
  from: number;
  to: number;
  isOurs: boolean;
}

export function listenForDrags(list: HTMLElement): () => void {
  let carry: Carry | null = null;
  const start = (event: PointerEvent) => {
    const target = event.target as Element;
    const item = target.closest<HTMLElement>('[data-pinned]');
    const isHeld = event.pointerType === 'mouse' ? !target.closest('button') : target.closest('[data-handle]');
    if (!item || !isHeld || event.button !== 0) return;
    const items = [...list.querySelectorAll<HTMLElement>('[data-pinned]')];
    const from = items.indexOf(item);
    if (items.length > 1)
      carry = { pointer: event.pointerId, y: event.clientY, item, items, from, to: from, isOurs: false };
  };
  const move = (event: PointerEvent) => {
    if (carry?.pointer !== event.pointerId) return;
    const dy = event.clientY - carry.y;
    if (!carry.isOurs && Math.abs(dy) > SLACK) lift(carry);
    if (carry.isOurs) shiftAll(carry, dy);
  };
  const finish = (event: PointerEvent) => {
    if (carry?.pointer !== event.pointerId) return;
    const done = carry;
    carry = null;
    if (!done.isOurs) return;
    putDown(done);
    swallowClick(done.item);
    if (event.type === 'pointerup') putInOrder(orderAfter(done));
  };
  const giveUp = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !carry?.isOurs) return;
    event.preventDefault();
    event.stopPropagation();
    putDown(carry);
    carry = null;
  };
  list.addEventListener('pointerdown', start);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', finish);
  window.addEventListener('pointercancel', finish);
  window.addEventListener('keydown', giveUp, true);
  return () => {
    if (carry) putDown(carry);
    list.removeEventListener('pointerdown', start);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', finish);
    window.removeEventListener('pointercancel', finish);
    window.removeEventListener('keydown', giveUp, true);
  };
}

function lift(carry: Carry) {
  carry.isOurs = true;
  carry.item.dataset.dragged = '';
  for (const item of carry.items) if (item !== carry.item) item.style.transition = 'transform 120ms';
}

/** The carried row follows the hand; those it passes step aside by its height. */
function shiftAll(carry: Carry, dy: number) {
  const height = carry.item.offsetHeight;
  const reach = (carry.items.length - 1 - carry.from) * height;
  const y = Math.max(-carry.from * height, Math.min(dy, reach));
  carry.to = carry.from + Math.round(y / height);
  carry.item.style.transform = `translateY(${y}px)`;
  carry.items.forEach((item, place) => {
    if (item !== carry.item) item.style.transform = `translateY(${aside(place, carry) * height}px)`;
  });
}

function aside(place: number, { from, to }: Carry): number {
  if (place > from && place <= to) return -1;
  return place < from && place >= to ? 1 : 0;
}

function putDown({ item, items }: Carry) {
  delete item.dataset.dragged;
  for (const each of items) {
    each.style.transition = '';
    each.style.transform = '';
  }
}

function orderAfter({ items, from, to }: Carry): number[] {
  const ids = items.map((item) => Number(item.dataset.row));
  const [id] = ids.splice(from, 1);
  if (id !== undefined) ids.splice(to, 0, id);
  return ids;
}

function swallowClick(item: HTMLElement) {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  item.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => item.removeEventListener('click', swallow, { capture: true }), 50);
}
