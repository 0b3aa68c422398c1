import { FRENCH_OPERATORS } from './french-operators.ts';
import { GERMAN_AND_NEIGHBOURS } from './german-and-neighbours.ts';
import { GOOGLE } from './google.ts';
import { HOSTS } from './hosts.ts';
import { MICROSOFT } from './microsoft.ts';
import { OVH } from './ovh.ts';
import type { Preset } from './preset.ts';
import { WORLDWIDE } from './worldwide.ts';

/** Every provider that is known without asking anybody (C1-26, R-25). */
export const PRESETS: readonly Preset[] = [
	...MICROSOFT,
	...GOOGLE,
	...WORLDWIDE,
	...FRENCH_OPERATORS,
	...OVH,
	...HOSTS,
	...GERMAN_AND_NEIGHBOURS,
];
