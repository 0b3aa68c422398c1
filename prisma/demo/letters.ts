/** What somebody of the demonstration world writes. `{objet}`, `{date}` and `{nom}` are filled in when it is written. */
export interface DemoLetter {
	/** Without one, the mail answers under the subject of ours. */
	readonly subject?: string;
	readonly text: string;
}

/**
 * The texts of docs/demonstration-world/letters.md, word for word. They stay French (or English) in both languages of
 * the interface.
 */
export const DEMO_LETTERS = {
	'REP-1': {
		text: [
			'Bonjour Madame Aubrelle,',
			'',
			'Merci pour votre message. La question se pose en effet : nous refaisons notre planning à la main deux fois par semaine. Je suis disponible jeudi entre 14 h et 15 h. Pouvez-vous m’appeler sur ma ligne directe, le 02 61 91 40 21 ?',
			'',
			'Cordialement,',
			'Mathilde Ronsavel',
			'Directrice des opérations – Brumevent Équipements',
		].join('\n'),
	},
	'REP-2': {
		text: [
			'Bonjour,',
			'',
			'J’ai lu les deux pages avec intérêt. Nous avons déjà un outil de planification, mais il ne tient pas compte des arrêts de machine. Auriez-vous un exemple dans une fonderie ?',
			'',
			'Bien à vous,',
			'Sabrina Maltourne',
		].join('\n'),
	},
	'REP-3': {
		text: [
			'Bonjour,',
			'',
			'Le sujet nous intéresse, mais nous déplaçons une ligne de moulage cette année. Pourriez-vous me recontacter dans six mois ?',
			'',
			'Cordialement,',
			'P.-Y. Dombasson',
		].join('\n'),
	},
	'REP-4': {
		text: [
			'Bonjour,',
			'',
			'Je vous réponds depuis mon adresse de l’atelier de Saint-Flour. C’est d’accord pour un échange, plutôt le matin, avant 9 h.',
			'',
			'Rachid Benzarou',
		].join('\n'),
	},
	'REP-5': {
		text: [
			'Bonjour,',
			'',
			'Proposez-moi une date la semaine prochaine, je ferai venir notre responsable de production.',
			'',
			'Agnès Bellorme',
		].join('\n'),
	},
	'REP-6': {
		subject: 'Votre logiciel de planification',
		text: [
			'Bonjour,',
			'',
			'L’atelier m’a transmis votre message. Deux questions avant d’aller plus loin : vos données sont-elles hébergées en France, et vous connectez-vous à un ERP existant ?',
			'',
			'Sonia Haddarou, DSI',
		].join('\n'),
	},
	'REP-7': {
		text: [
			'Bonjour,',
			'',
			'Je vous remercie, mais nous venons de renouveler notre logiciel pour trois ans. Il n’est donc pas utile de donner suite.',
			'',
			'Bonne continuation,',
			'Bénédicte Fauvergne',
		].join('\n'),
	},
	'REP-8': {
		text: [
			'Bonjour,',
			'',
			'Vincent Kerhoas m’a transmis votre message, car c’est moi qui tiens l’ordonnancement. Je veux bien voir une démonstration, de préférence en visioconférence.',
			'',
			'Anaïs Plouvenn',
		].join('\n'),
	},
	'REP-9': { text: 'Bonjour, le sujet m’intéresse. Pouvez-vous me rappeler ? Erwan Lestrohan' },
	'REP-9-again': { text: 'Pardon, j’oubliais : pas le mardi, s’il vous plaît.' },
	'REP-10': {
		text: [
			'Bonjour,',
			'',
			'Merci de retirer mon adresse de vos fichiers et de ne plus m’écrire.',
			'',
			'Claire Montignasse',
		].join('\n'),
	},
	'REP-11': {
		text: [
			'Bonjour,',
			'',
			'Je vous réponds tardivement et vous prie de m’en excuser. Le sujet revient en comité la semaine prochaine : pouvez-vous me transmettre les conditions de l’essai ?',
			'',
			'Damien Lascombrie',
		].join('\n'),
	},
	'REP-12': {
		text: [
			'Good morning,',
			'',
			'Thank you for getting in touch. My French is rather limited: could we speak in English? Next Wednesday would suit me.',
			'',
			'Oliver Penwright',
		].join('\n'),
	},
	'REP-13': {
		text: [
			'Bonjour,',
			'',
			'Bien reçu, merci. Nous en parlerons lors du comité de pilotage.',
			'',
			'Florence Daubrac',
		].join('\n'),
	},
	'AUTO-1': {
		subject: 'Réponse automatique : {objet}',
		text: [
			'Bonjour,',
			'',
			'Je suis absente et serai de retour le {date}. Pour toute urgence, vous pouvez joindre l’atelier au 02 61 91 40 20.',
			'',
			'Nadège Porchelet',
		].join('\n'),
	},
	'AUTO-2': {
		subject: 'Absence du bureau',
		text: [
			'Bonjour,',
			'',
			'Je suis en déplacement et consulte peu ma messagerie. Je vous répondrai dès que possible.',
			'',
			'Solenn Guivarcel',
		].join('\n'),
	},
	'AUTO-3': {
		subject: 'Automatic reply: {objet}',
		text: [
			'Thank you for your message. I am out of the office until {date} with limited access to email. For anything urgent, please contact Oliver Penwright.',
		].join('\n'),
	},
	'AUTO-4': {
		subject: '[Demande n° 48213] Nous avons bien reçu votre message',
		text: [
			'Votre message a été enregistré sous le numéro 48213. Une réponse vous sera apportée sous deux jours ouvrés. Ceci est un message automatique.',
		].join('\n'),
	},
	'AUTO-5': {
		subject: 'Réponse automatique : {objet}',
		text: [
			'Marianne Lopvet ne fait plus partie de l’entreprise. Pour toute question sur les méthodes, merci d’écrire à samuel.ittenbachel@tramoigne.example.',
		].join('\n'),
	},
	'AUTO-6': {
		subject: 'Confirmez votre envoi à Olivier Deschanvre',
		text: [
			'Votre message est en attente. Pour qu’il soit remis à son destinataire, confirmez votre envoi : https://filtre.tramoigne.example/confirmer/7f3a',
		].join('\n'),
	},
	// For whoever is made to act in *Monde de démonstration* and has no words of that kind in
	// docs/demonstration-world/letters.md.
	'ANY-ANSWER': {
		text: [
			'Bonjour,',
			'',
			'Merci pour votre message. Pouvez-vous me rappeler cette semaine ?',
			'',
			'{nom}',
		].join('\n'),
	},
	'ANY-NEW-THREAD': {
		subject: 'Une question sur votre proposition',
		text: ['Bonjour,', '', 'Pouvez-vous me rappeler cette semaine ?', '', '{nom}'].join('\n'),
	},
	'ANY-FIRST': {
		subject: 'Prise de contact',
		text: [
			'Bonjour,',
			'',
			'On m’a parlé de vous. Pouvez-vous me présenter ce que vous faites ?',
			'',
			'{nom}',
		].join('\n'),
	},
	'ANY-COLLEAGUE': {
		text: [
			'Bonjour,',
			'',
			'Votre message m’a été transmis. C’est moi qui suis ce sujet, parlons-en mardi.',
			'',
			'{nom}',
		].join('\n'),
	},
	'ANY-IN-HOUSE': {
		text: [
			'Bonjour,',
			'',
			'J’ai vu passer ce message. Je connais bien cette société, appelle-moi avant de continuer.',
			'',
			'{nom}',
		].join('\n'),
	},
	'ANY-REMOVAL': {
		text: ['Bonjour,', '', 'Merci de ne plus m’écrire.', '', '{nom}'].join('\n'),
	},
	'ANY-ABSENCE': {
		subject: 'Réponse automatique : {objet}',
		text: ['Bonjour,', '', 'Je suis en congés et serai de retour le {date}.', '', '{nom}'].join('\n'),
	},
	'ANY-ABSENCE-EN': {
		subject: 'Automatic reply: {objet}',
		text: ['Hello,', '', 'I am out of the office until {date}.', '', '{nom}'].join('\n'),
	},
	'ANY-ABSENCE-UNDATED': {
		subject: 'Absence du bureau',
		text: ['Bonjour,', '', 'Je suis en déplacement et consulte peu ma messagerie.', '', '{nom}'].join('\n'),
	},
	'ANY-DEPARTURE': {
		subject: 'Réponse automatique : {objet}',
		text: '{nom} ne fait plus partie de l’entreprise.',
	},
} as const satisfies Record<string, DemoLetter>;

export type LetterKey = keyof typeof DEMO_LETTERS;

/** The letter under its key, as the general type. */
export function letter(key: LetterKey): DemoLetter {
	return DEMO_LETTERS[key];
}
