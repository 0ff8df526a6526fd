/** The place in a call that this tab had when its page went: reloaded, one sits there again as one was. */
export interface Place {
  call: number;
  hasSound: boolean;
  hasCamera: boolean;
  /** When the page went. */
  at: number;
}

const KEY = 'peremena.place';
/** As long as one who comes back may think of it as the same call. */
const FRESH_MS = 60_000;

export function keepPlace(place: Omit<Place, 'at'>) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...place, at: Date.now() }));
}

export function freshPlace(): Place | null {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Place | null;
    return place && Date.now() - place.at < FRESH_MS ? place : null;
  } catch {
    return null;
  }
}

export const forgetPlace = () => sessionStorage.removeItem(KEY);

/** Clears what is stored, but for the place. */
export function sparePlace(clear: () => void) {
  const place = sessionStorage.getItem(KEY);
  clear();
  if (place) sessionStorage.setItem(KEY, place);
}
