/**
 * The keyboard of a phone must not lie over the field one writes into. Browsers that know `interactive-widget` make
 * the page smaller by themselves; in the others (Safari) the page is told how much of it can be seen.
 */
export function watchKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const root = document.documentElement;
  const fit = () => {
    const isCovered = innerHeight - view.height > LEAST_KEYBOARD && view.scale === 1;
    root.style.setProperty('--pm-page', isCovered ? `${view.height}px` : '');
    // Safari scrolls the field into view although it is in view now.
    if (isCovered) scrollTo(0, 0);
  };
  view.addEventListener('resize', fit);
}

/** Bars of the browser that come and go are smaller than any keyboard. */
const LEAST_KEYBOARD = 120;
