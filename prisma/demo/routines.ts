import type { DemoUserKey } from './subscriptions.ts';

export type DemoRoutineKey = 'R1' | 'R2' | 'R3';

/**
 * A routine of docs/demonstration-world/routines.md: its name, who sees it and whose default it is (its criteria come
 * later).
 */
export interface DemoRoutine {
	readonly key: DemoRoutineKey;
	readonly title: string;
	readonly description: string;
	readonly users: readonly DemoUserKey[];
	readonly defaultFor: readonly DemoUserKey[];
}

export const DEMO_ROUTINES: readonly DemoRoutine[] = [
	{
		key: 'R1',
		title: 'Industrie – planification d’atelier',
		description: 'Sites de production de 20 à 500 personnes, France métropolitaine.',
		users: ['ines', 'camille', 'karim', 'baptiste'],
		defaultFor: ['camille', 'karim', 'baptiste'],
	},
	{
		key: 'R2',
		title: 'Agroalimentaire – traçabilité',
		description: 'Ateliers de transformation soumis au suivi des lots.',
		users: ['ines', 'camille'],
		defaultFor: ['ines'],
	},
	{
		key: 'R3',
		title: 'Newsletter',
		description: 'Toutes les sociétés dont un contact est inscrit à une lettre.',
		users: ['ines', 'camille', 'karim', 'baptiste'],
		defaultFor: [],
	},
];
