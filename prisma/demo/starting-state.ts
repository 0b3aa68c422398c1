import type { DemoCompanyKey } from './companies.ts';
import type { DemoSequenceKey } from './sequences.ts';
import type { DemoUserKey } from './subscriptions.ts';

/** A relance that stands at the first start, with the last note of its company. Days count from that day (`J`). */
export interface DemoRelance {
	readonly company: DemoCompanyKey;
	readonly priority: 'high' | 'normal' | 'low';
	readonly dueInDays: number;
	readonly followers: readonly [DemoUserKey, ...DemoUserKey[]];
	readonly lastNote: string;
}

/** An engagement that the first start begins by the ordinary path, its warnings confirmed. */
export interface DemoEngagement {
	/** Number of A.4. */
	readonly person: number;
	readonly sequence: DemoSequenceKey;
	readonly by: DemoUserKey;
	readonly startInDays: number;
}

export const DEMO_RELANCES: readonly DemoRelance[] = [
	{
		company: 'pelissandre',
		priority: 'high',
		dueInDays: 0,
		followers: ['ines'],
		lastNote: 'Comité de pilotage à 15 h : préparer le bilan de l’essai.',
	},
	{
		company: 'nacrefort',
		priority: 'high',
		dueInDays: -2,
		followers: ['karim'],
		lastNote: 'M. Varandal attend une date pour la démonstration.',
	},
	{
		company: 'ardelouse',
		priority: 'normal',
		dueInDays: 0,
		followers: ['camille'],
		lastNote: 'Demander qui remplace le chef d’atelier de Montoir.',
	},
	{
		company: 'boisnoue',
		priority: 'normal',
		dueInDays: -6,
		followers: ['camille'],
		lastNote: 'Vérifier si l’extension du bâtiment est lancée.',
	},
	{
		company: 'vertanse',
		priority: 'normal',
		dueInDays: 3,
		followers: ['ines', 'camille'],
		lastNote: 'Rappeler après l’audit qualité.',
	},
	{
		company: 'brumevent',
		priority: 'normal',
		dueInDays: 20,
		followers: ['camille'],
		lastNote: 'Point de fin de trimestre.',
	},
	{
		company: 'marevane',
		priority: 'normal',
		dueInDays: 8,
		followers: ['camille'],
		lastNote: 'Mme Guivarcel revient de congés la semaine prochaine.',
	},
	{
		company: 'calquemain',
		priority: 'low',
		dueInDays: 365,
		followers: ['camille'],
		lastNote: 'Pas de budget cette année, à revoir l’an prochain.',
	},
	{
		company: 'auberlac',
		priority: 'low',
		dueInDays: 730,
		followers: ['karim'],
		lastNote: 'Ex-client : garder une trace.',
	},
];

export const DEMO_ENGAGEMENTS: readonly DemoEngagement[] = [
	{ person: 2, sequence: 'SEQ-3', by: 'camille', startInDays: 180 },
	{ person: 17, sequence: 'SEQ-1', by: 'karim', startInDays: 0 },
	{ person: 21, sequence: 'SEQ-1', by: 'karim', startInDays: 0 },
	{ person: 25, sequence: 'SEQ-1', by: 'camille', startInDays: 0 },
	{ person: 42, sequence: 'SEQ-1', by: 'ines', startInDays: 0 },
	{ person: 36, sequence: 'SEQ-1', by: 'karim', startInDays: 0 },
	{ person: 40, sequence: 'SEQ-1', by: 'karim', startInDays: 0 },
	{ person: 26, sequence: 'SEQ-1', by: 'baptiste', startInDays: 0 },
];
