/** What this device remembers from call to call. */
import type { Look } from './layout';

export interface Habits {
  hasSound: boolean;
  hasCamera: boolean;
  microphone: string;
  camera: string;
  speaker: string;
  isSoundOnly: boolean;
  look: Look;
}

const KEY = 'peremena.call';

const AT_FIRST: Habits = {
  hasSound: true,
  hasCamera: true,
  microphone: '',
  camera: '',
  speaker: '',
  isSoundOnly: false,
  look: 'grid',
};

export function readHabits(): Habits {
  try {
    return { ...AT_FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Habits>) };
  } catch {
    return AT_FIRST;
  }
}

export function keepHabit(part: Partial<Habits>) {
  localStorage.setItem(KEY, JSON.stringify({ ...readHabits(), ...part }));
}
