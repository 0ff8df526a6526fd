/** The own account beside signing in: what a person chose for all their devices. */
import { request } from './fetch';
import type { Preferences } from './shapes';

/** What is left out stays. */
export const putPreferences = (chosen: Partial<Preferences>) => request<Preferences>('PUT', '/api/preferences', chosen);
