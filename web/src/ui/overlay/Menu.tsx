import { t } from '@lingui/core/macro';
import { Icon20Check, Icon20ChevronRight, Icon24ChevronLeft } from '@vkontakte/icons';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useIsDesktop } from '../useMedia';
import styles from './Menu.module.css';
import { dropMenu, type MenuItem, type Shown } from './overlays';
import { placeIn } from './place';
import { useModal } from './useModal';

/** A menu beside the pointer on the desktop, a sheet at the bottom on the phone. */
export function Menu({ menu }: { menu: NonNullable<Shown['menu']> }) {
  const isDesktop = useIsDesktop();
  const modal = useModal(() => dropMenu(menu.no));
  const [page, setPage] = useState<MenuItem | null>(null);
  const items = page?.items ?? menu.items;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another height.
  useLayoutEffect(() => {
    if (isDesktop && modal.ref.current) placeIn(modal.ref.current, menu.at);
  }, [isDesktop, modal.ref, menu.at, page]);
  return (
    <dialog
      ref={modal.ref}
      className={isDesktop ? styles.menu : styles.sheet}
      aria-label={page ? page.label : menu.label}
      {...modal.props}
    >
      {!isDesktop && !page && <p className={styles.title}>{menu.label}</p>}
      {!page && menu.head?.(() => modal.close())}
      {page && (
        <button type="button" className={styles.back} onClick={() => setPage(null)}>
          <Icon24ChevronLeft width={20} height={20} aria-hidden />
          {page.label}
          <span className={styles.silent}>{t`, назад`}</span>
        </button>
      )}
      <Items
        key={page?.label ?? ''}
        items={items}
        isRow={page?.isRow ?? false}
        label={page ? page.label : menu.label}
        onChoose={(item) => (item.items ? setPage(item) : modal.close(item.run))}
      />
    </dialog>
  );
}

interface ItemsProps {
  items: readonly MenuItem[];
  isRow: boolean;
  label: string;
  onChoose(item: MenuItem): void;
}

function Items({ items, isRow, label, onChoose }: ItemsProps) {
  const ref = useRef<HTMLDivElement>(null);
  // After the dialog is shown, which is an earlier effect of the parent.
  useEffect(() => ref.current?.querySelector('button')?.focus(), []);
  return (
    <div
      ref={ref}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className={isRow ? styles.row : undefined}
      onKeyDown={move}
    >
      {items.map((item) => (
        <Item key={item.label} item={item} isSign={isRow} onChoose={() => onChoose(item)} />
      ))}
    </div>
  );
}

function Item({ item, isSign, onChoose }: { item: MenuItem; isSign: boolean; onChoose(): void }) {
  const className = [
    isSign ? styles.sign : styles.item,
    item.isDestructive && styles.destructive,
    item.isApart && styles.apart,
  ];
  const said =
    item.isChecked === undefined
      ? { role: 'menuitem' as const }
      : { role: 'menuitemradio' as const, 'aria-checked': item.isChecked };
  return (
    <button
      type="button"
      {...said}
      tabIndex={-1}
      aria-haspopup={item.items ? 'menu' : undefined}
      className={className.filter(Boolean).join(' ')}
      onClick={onChoose}
    >
      {item.icon && (
        <span className={styles.icon} aria-hidden>
          {item.icon}
        </span>
      )}
      <span className={styles.label}>
        {item.label}
        {item.hint && <span className={styles.hint}>{item.hint}</span>}
      </span>
      {item.isChecked && <Icon20Check aria-hidden />}
      {item.items && <Icon20ChevronRight aria-hidden />}
    </button>
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Arrows go around, Home and End to the ends, a letter to the next item that begins with it. */
function move(event: KeyboardEvent<HTMLElement>) {
  const stops = [...event.currentTarget.querySelectorAll('button')];
  const at = stops.indexOf(document.activeElement as HTMLButtonElement);
  const step = STEPS[event.key];
  if (step !== undefined) stops.at((at + step) % stops.length)?.focus();
  else if (event.key === 'Home') stops[0]?.focus();
  else if (event.key === 'End') stops.at(-1)?.focus();
  else if (event.key.length !== 1 || event.key === ' ') return;
  else [...stops.slice(at + 1), ...stops.slice(0, at + 1)].find(startsWith(event.key))?.focus();
  event.preventDefault();
}

function startsWith(letter: string) {
  const wanted = letter.toLocaleLowerCase();
  return (stop: HTMLElement) => stop.textContent?.toLocaleLowerCase().startsWith(wanted);
}
