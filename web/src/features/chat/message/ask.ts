/** Commands about messages: what was refused or could not be said is told at the bottom of the screen. */
import { t } from '@lingui/core/macro';
import type { Outcome } from '../../../live/calls';
import { command } from '../../../live/connection';
import type { Commands } from '../../../live/events.gen';
import { showSnack } from '../../../ui/overlay/overlays';

export async function ask<Name extends keyof Commands>(
  name: Name,
  args: Commands[Name]['args'],
): Promise<Outcome<Name>> {
  const outcome = await command(name, args);
  if (outcome.error) showSnack({ text: outcome.error.message || t`Нет связи. Попробуйте ещё раз.` });
  return outcome;
}
