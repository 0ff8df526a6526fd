/** What is done to messages, heard in one place for all of them: clicks, long presses, strokes and keys. */
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useMemo } from 'react';
import type { Message } from '../../../api/shapes';
import { read } from '../../../store/store';
import { fetched } from '../../../ui/fetched';
import { listenForSwipes } from '../../../ui/gesture/swipe';
import { type ContextHandlers, useContextMenu } from '../../../ui/gesture/useContextMenu';
import type { Place } from '../../../ui/overlay/overlays';
import { replyTo } from '../composer/intent';
import { jumpTo } from '../jump';
import { react } from './deeds';
import { endSelecting, isSelecting, toggleSelected } from './selection';
import { walk } from './walk';

interface MessageEvents extends ContextHandlers {
  onClick(event: MouseEvent<HTMLElement>): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

export function useMessageEvents(conversation: number, scroller: RefObject<HTMLElement | null>): MessageEvents {
  const context = useContextMenu((at) => openAt(conversation, at));
  useSwipeToReply(conversation, scroller);
  return useMemo(
    () => ({
      ...context,
      onClick: (event) => onClick(conversation, event.target as Element),
      onKeyDown: (event) => onKeyDown(conversation, event),
    }),
    [conversation, context],
  );
}

/** A press on a chip of a reaction says who put it; anywhere else it opens the menu of the message. */
function openAt(conversation: number, at: Place) {
  const target = at instanceof Element ? document.activeElement : document.elementFromPoint(at.x, at.y);
  const line = target?.closest<HTMLElement>('[data-no]');
  const message = messageOf(conversation, line);
  if (!target || !line || !message || message.service) return;
  if (isSelecting(conversation)) return toggleSelected(conversation, message.no);
  const place = at instanceof Element ? (line.querySelector('article') ?? line) : at;
  openMenu(conversation, message, place, target);
}

async function openMenu(conversation: number, message: Message, at: Place, target: Element) {
  const menu = await fetched(() => import('./menu'));
  if (target.closest('[data-emoji]')) menu?.openReactors(message);
  else void menu?.openMessageMenu(conversation, message.no, at, target.closest('a')?.href ?? null);
}

function onClick(conversation: number, target: Element) {
  const line = target.closest<HTMLElement>('[data-no]');
  const message = messageOf(conversation, line);
  if (!message) return;
  if (isSelecting(conversation)) {
    if (!message.service && !message.deleted) toggleSelected(conversation, message.no);
    return;
  }
  const goal = target.closest<HTMLElement>('[data-goal]');
  const chip = target.closest<HTMLElement>('[data-emoji]');
  const menu = target.closest('[data-menu]');
  if (goal) void jumpTo(conversation, Number(goal.dataset.goal), message.no);
  else if (chip?.dataset.emoji && chip.tagName === 'BUTTON') react(conversation, message, chip.dataset.emoji);
  else if (menu) void openMenu(conversation, message, menu, menu);
}

function onKeyDown(conversation: number, event: KeyboardEvent<HTMLElement>) {
  const target = event.target as HTMLElement;
  const article = target.closest<HTMLElement>('article');
  const message = messageOf(conversation, target.closest<HTMLElement>('[data-no]'));
  const isOnMessage = article === target && message !== null;
  if (event.key === 'Escape' && isSelecting(conversation)) endSelecting();
  else if (walk(event)) return event.preventDefault();
  else if (event.key === ' ' && isOnMessage && isSelecting(conversation)) toggleSelected(conversation, message.no);
  else if (event.key === 'Enter' && isOnMessage) openAt(conversation, target);
  else return writeInstead(event);
  event.preventDefault();
}

/** Whoever begins to type means the field. */
function writeInstead(event: KeyboardEvent<HTMLElement>) {
  const isTyped = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isTyped) return;
  event.currentTarget.closest('[data-conversation]')?.querySelector<HTMLElement>('textarea')?.focus();
}

function messageOf(conversation: number, line: HTMLElement | null | undefined): Message | null {
  const no = Number(line?.dataset.no);
  return read().feeds[conversation]?.messages.find((message) => message.no === no) ?? null;
}

/** How far a stroke to the left has to come, and how far the message follows it. */
const REPLY_FROM = 56;
const FARTHEST = 72;

function useSwipeToReply(conversation: number, scroller: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    return listenForSwipes(box, {
      grab: (target) => {
        const line = target.closest<HTMLElement>('[data-no]');
        return !isSelecting(conversation) && mayReply(conversation, messageOf(conversation, line)) ? line : null;
      },
      move: (line, dx) => {
        line.style.transform = `translateX(${Math.max(-FARTHEST, Math.min(0, dx))}px)`;
      },
      end: (line, dx) => {
        line.style.transform = '';
        line.animate([{ transform: `translateX(${Math.max(-FARTHEST, Math.min(0, dx))}px)` }, {}], 140);
        const message = messageOf(conversation, line);
        if (dx <= -REPLY_FROM && message) replyTo(conversation, message);
      },
    });
  }, [conversation, scroller]);
}

function mayReply(conversation: number, message: Message | null): boolean {
  return Boolean(message && !message.service && !message.deleted && read().rows[conversation]?.may_post);
}
