import { type ComponentType, createContext, lazy, useContext, useEffect, useReducer } from 'react';
import { Missing, type Shape } from './Missing';

/** A part that may be given up while it is missing is put away by its own way out. */
interface Manner<Props> {
  shape: Shape;
  giveUp?(props: Props): void;
}

interface Lost {
  shape: Shape;
  again(): void;
  giveUp: (() => void) | null;
  forget(): void;
}

const LostPart = createContext<Lost | null>(null);

/**
 * A part whose code comes when it is wanted first. Where it does not come, a calm sentence and a way to try again stand
 * in its place, and the rest of the screen goes on.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { shape, giveUp }: Manner<Props>,
): ComponentType<Props> {
  let isLost = false;
  const fetched = () =>
    lazy(async () => {
      try {
        const part = await load();
        isLost = false;
        return { default: part };
      } catch {
        isLost = true;
        return { default: Instead as ComponentType<Props> };
      }
    });
  let Part = fetched();
  // Whoever wants it the next time, fetches it anew.
  const forget = () => {
    if (isLost) Part = fetched();
    isLost = false;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of a module, as `lazy` is.
  return function Lazily(props: Props) {
    const [, draw] = useReducer((tries: number) => tries + 1, 0);
    const again = () => {
      forget();
      draw();
    };
    return (
      <LostPart value={{ shape, again, giveUp: giveUp ? () => giveUp(props) : null, forget }}>
        <Part {...props} />
      </LostPart>
    );
  };
}

/** What needs no hand comes by itself, as soon as the server can be reached again. */
const AGAIN_MS = 5_000;

function Instead() {
  const lost = useContext(LostPart);
  const { shape, again, giveUp, forget } = lost ?? NOTHING;
  useEffect(() => forget, [forget]);
  useEffect(() => {
    if (shape !== 'nothing') return;
    const timer = setTimeout(again, AGAIN_MS);
    return () => clearTimeout(timer);
  });
  return <Missing shape={shape} onAgain={again} onGiveUp={giveUp} />;
}

const NOTHING: Lost = { shape: 'nothing', again: () => undefined, giveUp: null, forget: () => undefined };
