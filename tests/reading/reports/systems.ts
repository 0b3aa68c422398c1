import { SYSTEMS_IN_WORDS } from './systems-in-words.ts';
import { SYSTEMS_WITH_FIELDS } from './systems-with-fields.ts';

/** What each mail system makes of a refusal. */
export const SYSTEMS = { ...SYSTEMS_WITH_FIELDS, ...SYSTEMS_IN_WORDS };

export type System = keyof typeof SYSTEMS;
