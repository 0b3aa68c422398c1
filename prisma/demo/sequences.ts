import type { DemoTag } from './companies.ts';
import type { DemoRoutineKey } from './routines.ts';

export type DemoSequenceKey = 'SEQ-1' | 'SEQ-2' | 'SEQ-3';

/** A relance that an end creates, for the responsible user, and the tag it leaves on the routine. */
export interface DemoAutomation {
	readonly priority: 'high' | 'normal' | 'low';
	/** Days after the end. */
	readonly days: number;
	/** A tag on the sequence's routine; `default`: as any relance does (5.2-30); `leave`: tags stay as they are. */
	readonly tag: DemoTag | 'default' | 'leave';
	readonly note?: string;
}

/**
 * A sequence of docs/demonstration-world/sequences.md. Texts are plain, paragraphs apart by an empty line, variables
 * `{{name|fallback}}`.
 */
export interface DemoSequence {
	readonly key: DemoSequenceKey;
	readonly title: string;
	readonly routine: DemoRoutineKey;
	readonly window: {
		/** ISO weekdays, 1 is Monday. */
		readonly days: readonly number[];
		readonly from: string;
		readonly to: string;
		/** Where the contact's own zone is not known. */
		readonly timeZone: string;
	};
	readonly closingDelayDays: number;
	readonly onSuccess: DemoAutomation;
	readonly onFailure: DemoAutomation;
	readonly steps: readonly {
		/** After the step before. */
		readonly delay: { readonly amount: number; readonly unit: 'days'; readonly workingDays?: boolean };
		/** Null: in the thread of the step before. */
		readonly subject: string | null;
		readonly text: string;
	}[];
}

const OFFICE_HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', timeZone: 'Europe/Paris' };

export const DEMO_SEQUENCES: readonly DemoSequence[] = [
	{
		key: 'SEQ-1',
		title: 'Premier contact – planification d’atelier',
		routine: 'R1',
		window: OFFICE_HOURS,
		closingDelayDays: 7,
		onSuccess: { priority: 'high', days: 0, tag: 'prospect' },
		onFailure: { priority: 'low', days: 365, tag: 'leave' },
		steps: [
			{
				delay: { amount: 0, unit: 'days' },
				subject: 'Planification d’atelier chez {{societe|vous}}',
				text: [
					'{{salutation}}',
					'',
					'Je m’appelle {{expediteur.prenom}} {{expediteur.nom}} et je travaille chez Cadrelune. Nous éditons un logiciel qui réunit sur un même écran le planning de fabrication et les interventions de maintenance, pour des ateliers de 20 à 500 personnes.',
					'',
					'Les responsables de production que nous rencontrons nous décrivent souvent la même difficulté : le planning établi le lundi ne tient plus le mercredi, parce qu’une machine s’est arrêtée et que l’information a circulé par téléphone.',
					'',
					'Cette question se pose-t-elle aussi chez {{societe|vous}} ? Si c’est le cas, je peux vous montrer en vingt minutes comment d’autres ateliers s’y prennent. Si le sujet ne vous concerne pas, un mot de votre part me suffira.',
					'',
					'Je vous remercie de votre attention et vous souhaite une bonne journée.',
					'',
					'J’ai obtenu votre adresse professionnelle {{origine|dans des sources publiques}}.',
				].join('\n'),
			},
			{
				delay: { amount: 4, unit: 'days' },
				subject: null,
				text: [
					'{{salutation}}',
					'',
					'Je me permets de compléter mon précédent message par un exemple. Dans un atelier de mécanique d’une soixantaine de personnes, l’équipe a commencé par une seule ligne de production. Deux mois plus tard, le chef d’atelier préparait son planning de la semaine en une heure, contre une demi-journée auparavant.',
					'',
					'La démarche tient en deux pages : https://www.cadrelune.example/retour-atelier',
					'',
					'Seriez-vous disponible pour un échange de vingt minutes dans les prochains jours ? Je m’adapterai à vos horaires.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
			{
				delay: { amount: 6, unit: 'days' },
				subject: null,
				text: [
					'{{salutation}}',
					'',
					'Je ne sais pas si vous êtes la bonne personne chez {{societe|vous}} pour ce sujet. Si la planification ou la maintenance relève d’un ou d’une collègue, pourriez-vous m’indiquer son nom ? Je ne lui écrirai qu’une fois.',
					'',
					'Et si le moment est mal choisi, dites-moi simplement à quelle période je peux vous recontacter.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
			{
				delay: { amount: 9, unit: 'days' },
				subject: null,
				text: [
					'{{salutation}}',
					'',
					'Sans nouvelles de votre part, je ne vous écrirai plus à ce sujet. Vous avez sans doute d’autres priorités, et je le comprends très bien.',
					'',
					'Si la planification de vos ateliers revient à l’ordre du jour, vous pouvez répondre à ce message à tout moment, ou m’appeler au {{expediteur.telephone|numéro indiqué dans ma signature}}.',
					'',
					'Je vous souhaite une bonne continuation.',
				].join('\n'),
			},
		],
	},
	{
		key: 'SEQ-2',
		title: 'Après un échange – documents et suite',
		routine: 'R1',
		window: { days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', to: '22:00', timeZone: 'Europe/Paris' },
		closingDelayDays: 10,
		onSuccess: { priority: 'high', days: 0, tag: 'default' },
		onFailure: { priority: 'normal', days: 30, tag: 'leave' },
		steps: [
			{
				delay: { amount: 0, unit: 'days' },
				subject: 'Suite à notre échange : les documents promis',
				text: [
					'{{salutation}}',
					'',
					'Je vous remercie du temps que vous m’avez accordé. Comme convenu, voici les documents dont nous avons parlé :',
					'',
					'– la présentation de Cadrelune Atelier : https://www.cadrelune.example/presentation',
					'– un exemple de planning pour un atelier comparable au vôtre : https://www.cadrelune.example/exemple-planning',
					'– les conditions de l’essai de trente jours : https://www.cadrelune.example/essai',
					'',
					'Vous pouvez les transmettre à vos collègues. S’il manque un point, répondez-moi : je compléterai.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
			{
				delay: { amount: 3, unit: 'days', workingDays: true },
				subject: null,
				text: [
					'{{salutation}}',
					'',
					'Avez-vous pu parcourir les documents que je vous ai transmis ? S’ils soulèvent des questions, du côté de la production comme de l’informatique, j’y répondrai par téléphone ou par écrit, selon ce qui vous convient.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
			{
				delay: { amount: 7, unit: 'days' },
				subject: null,
				text: [
					'{{salutation}}',
					'',
					'Je reviens vers vous une dernière fois au sujet de l’essai. Pour vous éviter une longue réponse, un seul mot suffit :',
					'',
					'– « oui » : je vous propose une date de démarrage ;',
					'– « plus tard » : indiquez-moi la période qui vous convient ;',
					'– « non » : je clos le dossier, sans autre message de ma part.',
					'',
					'Je vous remercie par avance de votre retour.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
		],
	},
	{
		key: 'SEQ-3',
		title: 'Reprise de contact à la date convenue',
		routine: 'R1',
		window: OFFICE_HOURS,
		closingDelayDays: 14,
		onSuccess: {
			priority: 'high',
			days: 0,
			tag: 'default',
			note: 'Appeler : la personne a répondu à la reprise de contact.',
		},
		onFailure: { priority: 'low', days: 365, tag: 'leave' },
		steps: [
			{
				delay: { amount: 0, unit: 'days' },
				subject: 'Nous avions convenu de nous recontacter',
				text: [
					'{{salutation}}',
					'',
					'Lors de notre dernier échange, vous m’aviez proposé de revenir vers vous à cette période. Je le fais donc aujourd’hui, sans insister si le sujet n’est plus d’actualité.',
					'',
					'Depuis, deux choses ont changé dans Cadrelune Atelier : les interventions de maintenance se planifient sur le même écran que la fabrication, et l’essai de trente jours peut porter sur une seule ligne.',
					'',
					'Où en est votre réflexion chez {{societe|vous}} ? Si vous le souhaitez, nous pouvons en reparler une vingtaine de minutes, au jour et à l’heure de votre choix.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
			{
				delay: { amount: 8, unit: 'days' },
				subject: null,
				text: [
					'{{salutation}}',
					'',
					'Je vous ai écrit il y a quelques jours, comme nous en étions convenus. Si la période n’est finalement pas la bonne, indiquez-moi celle qui vous conviendrait mieux. Sans réponse de votre part, je reprendrai contact l’an prochain, et pas avant.',
					'',
					'Bien cordialement,',
				].join('\n'),
			},
		],
	},
];
