import { type MouseEvent, useEffect } from 'react';

type Check = typeof import('./openLink');

let check: Check | null = null;

async function loadCheck(): Promise<Check> {
  check ??= await import('./openLink');
  return check;
}

/** An address of the web. What looks at it before it opens is loaded with the first address that is shown. */
export function Address({ text, href }: { text: string; href: string }) {
  useEffect(() => void loadCheck().catch(() => undefined), []);
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    if (check) return check.openLink(event, text, href);
    // Nothing opens unseen, however slow the network is.
    event.preventDefault();
    void loadCheck().then((all) => all.openLater(text, href));
  };
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" onClick={open} onAuxClick={open}>
      {text}
    </a>
  );
}
