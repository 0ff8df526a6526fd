import { t } from '@lingui/core/macro';
import { Icon24ChevronLeft, Icon24ChevronRight } from '@vkontakte/icons';
import { type TouchEvent, useRef, useState } from 'react';
import { useIsDesktop } from '../../../ui/useMedia';
import { useCall } from '../context';
import { gridOf, isPair, type Large, largeOf, pagesOf, seated, withSpeaker } from '../layout';
import { placesOf, type Seat } from '../view';
import { Tile } from './Tile';
import styles from './Tiles.module.css';
import { useSize } from './useSize';
import type { StageState } from './useStage';

interface TilesProps {
  stage: StageState;
  onMenu(seat: Seat, at: Element): void;
}

/** Who is there: as a grid, as a pair, or one large with the others beside. */
export function Tiles({ stage, onMenu }: TilesProps) {
  const { view } = useCall();
  const large = largeOf(view, stage.look, stage.pinned);
  if (large) return <Spotlight large={large} stage={stage} onMenu={onMenu} />;
  if (isPair(view.seats)) return <Pair onMenu={onMenu} />;
  return <Grid onMenu={onMenu} />;
}

type WithMenu = Pick<TilesProps, 'onMenu'>;

function Grid({ onMenu }: WithMenu) {
  const { view } = useCall();
  const isDesktop = useIsDesktop();
  const [ref, { width, height }] = useSize();
  const [chosen, setPage] = useState(0);
  const places = placesOf(view.seats);
  const everybody = seated(view.seats);
  const grid = gridOf(everybody.length, width, height);
  const pages = pagesOf(withSpeaker(everybody, view.speaker, grid.size), grid.size);
  const page = Math.min(chosen, pages.length - 1);
  const swipe = useSwipe((step) => setPage(Math.max(0, Math.min(pages.length - 1, page + step))));
  const isSmall = !isDesktop && grid.columns > 1;
  return (
    <div className={styles.pages} {...swipe}>
      <div
        ref={ref}
        className={styles.grid}
        style={{
          gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
        }}
      >
        {width > 0 &&
          pages[page]?.map((seat) => (
            <Tile key={seat.identity} seat={seat} place={places.get(seat.identity)} isSmall={isSmall} onMenu={onMenu} />
          ))}
      </div>
      {pages.length > 1 && <Pager page={page} count={pages.length} onPage={setPage} />}
    </div>
  );
}

interface PagerProps {
  page: number;
  count: number;
  onPage(page: number): void;
}

function Pager({ page, count, onPage }: PagerProps) {
  return (
    <nav className={styles.pager} aria-label={t`Страницы участников`}>
      <button type="button" aria-label={t`Предыдущая страница`} disabled={page === 0} onClick={() => onPage(page - 1)}>
        <Icon24ChevronLeft />
      </button>
      <span aria-live="polite">{t`${page + 1} из ${count}`}</span>
      <button
        type="button"
        aria-label={t`Следующая страница`}
        disabled={page === count - 1}
        onClick={() => onPage(page + 1)}
      >
        <Icon24ChevronRight />
      </button>
    </nav>
  );
}

/** Fewer pixels sideways than this were a tap. */
const SWIPE = 56;

function useSwipe(turn: (step: number) => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches[0];
      start.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0];
      if (!touch || !start.current) return;
      const sideways = touch.clientX - start.current.x;
      const down = touch.clientY - start.current.y;
      if (Math.abs(sideways) > SWIPE && Math.abs(sideways) > Math.abs(down) * 2) turn(sideways > 0 ? -1 : 1);
    },
  };
}

function Pair({ onMenu }: WithMenu) {
  const { view } = useCall();
  const places = placesOf(view.seats);
  const [me, other] = [view.seats.find((seat) => seat.isMe), view.seats.find((seat) => !seat.isMe)];
  if (!me || !other) return null;
  return (
    <div className={styles.pair}>
      <Tile seat={other} place={places.get(other.identity)} onMenu={onMenu} />
      <div className={styles.mine}>
        <Tile seat={me} place={places.get(me.identity)} isSmall onMenu={null} />
      </div>
    </div>
  );
}

function Spotlight({ large, stage, onMenu }: TilesProps & { large: Large }) {
  const { view } = useCall();
  const places = placesOf(view.seats);
  const everybody = seated(view.seats);
  const main = everybody.find((seat) => seat.identity === large.identity);
  const others = large.isScreen ? everybody : everybody.filter((seat) => seat !== main);
  return (
    <div className={styles.spotlight}>
      {main && (
        <Tile
          seat={main}
          place={places.get(main.identity)}
          isScreen={large.isScreen}
          isPinned={stage.pinned === main.identity}
          onMenu={onMenu}
        />
      )}
      {others.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        <section className={styles.strip} tabIndex={0} aria-label={t`Остальные участники`}>
          {others.map((seat) => (
            <Tile key={seat.identity} seat={seat} place={places.get(seat.identity)} isSmall onMenu={onMenu} />
          ))}
        </section>
      )}
    </div>
  );
}
