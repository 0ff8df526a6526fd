import { Tappable, type TappableProps } from '@vkontakte/vkui';
import type { MouseEvent } from 'react';
import { navigate } from './history';

interface LinkProps extends Omit<TappableProps, 'href' | 'onClick'> {
  to: string;
  /** Called right before the page goes there. */
  onFollow?(): void;
}

/** A real link, so that it can be copied and opened in a tab; a plain click stays in the page. */
export function Link({ to, onFollow, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onFollow?.();
    navigate(to);
  };
  return <Tappable hasHover={false} hasActive={false} {...rest} href={to} onClick={follow} />;
}
