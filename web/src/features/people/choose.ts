import { putPreferences } from '../../api/account';
import { sentenceOf } from '../../api/sentence';
import type { Preferences } from '../../api/shapes';
import { applyPreferencesChanged } from '../../store/apply/preferences';
import { change, read } from '../../store/store';
import { showSnack } from '../../ui/overlay/overlays';

/** Chooses at once on the screen; what the server did not take goes back, with a word why. */
export async function choose<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): Promise<void> {
  const before = read().preferences[name];
  set(name, value);
  try {
    await putPreferences({ [name]: value });
  } catch (error) {
    set(name, before);
    showSnack({ text: sentenceOf(error) });
  }
}

function set<Name extends keyof Preferences>(name: Name, value: Preferences[Name]) {
  change(applyPreferencesChanged, { ...read().preferences, [name]: value });
}
