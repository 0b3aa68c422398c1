/** The zones that forms offer; another one stays where it stood. */
export const TIME_ZONES = [
	'Europe/Paris',
	'Europe/Brussels',
	'Europe/Zurich',
	'Europe/Luxembourg',
	'Europe/London',
	'America/Montreal',
	'UTC',
] as const;
