/** The subscriptions of the demonstration world. */
export type DemoSubscription = 'cadrelune' | 'orgevane';

/** The users of Cadrelune (docs/demonstration-world/users.md), by first name. */
export type DemoUserKey = 'ines' | 'camille' | 'karim' | 'baptiste';

/** A user of a demonstration subscription. Signs in with the address of the mailbox. */
export interface DemoUser {
	readonly address: string;
	readonly firstName: string;
	readonly lastName: string;
	readonly licence: 'responsable' | 'utilisateur';
	readonly function: string | null;
	readonly phone: string | null;
	/** One line of the mail signature each; none: she has none yet. */
	readonly signature: readonly string[];
	/** Mails a day at most. */
	readonly dailyCap: number;
	/** The mailbox was connected on the day of the first start: 10 first contacts that day, then more. */
	readonly rampsUp: boolean;
}

/**
 * Everybody of the demonstration signs in with it. It opens nothing else than this machine's demonstration
 * world, and `npm start` prints it.
 */
export const DEMO_SIGN_IN_PASSWORD = 'demonstration';

const signature = (name: string, role: string, phone: string) => [
	name,
	`${role} – Cadrelune`,
	`${phone} · www.cadrelune.example`,
	'12 rue de l’Exemple, 44000 Nantes',
];

export const CADRELUNE = {
	name: 'Cadrelune',
	siren: '000100123',
	address: '12 rue de l’Exemple, 44000 Nantes',
	domain: 'cadrelune.example',
	phone: '02 61 91 40 10',
	timeZone: 'Europe/Paris',
} as const;

export const CADRELUNE_USERS: Readonly<Record<DemoUserKey, DemoUser>> = {
	ines: {
		address: 'ines.morvallon@cadrelune.example',
		firstName: 'Inès',
		lastName: 'Morvallon',
		licence: 'responsable',
		function: 'Directrice commerciale',
		phone: '02 61 91 40 11',
		signature: signature('Inès Morvallon', 'Directrice commerciale', '02 61 91 40 11'),
		dailyCap: 40,
		rampsUp: false,
	},
	camille: {
		address: 'camille.aubrelle@cadrelune.example',
		firstName: 'Camille',
		lastName: 'Aubrelle',
		licence: 'utilisateur',
		function: 'Ingénieure commerciale',
		phone: '02 61 91 40 12',
		signature: signature('Camille Aubrelle', 'Ingénieure commerciale', '02 61 91 40 12'),
		dailyCap: 40,
		rampsUp: false,
	},
	karim: {
		address: 'karim.tessoual@cadrelune.example',
		firstName: 'Karim',
		lastName: 'Tessoual',
		licence: 'utilisateur',
		function: 'Ingénieur commercial',
		phone: '04 65 71 40 13',
		signature: signature('Karim Tessoual', 'Ingénieur commercial', '04 65 71 40 13'),
		dailyCap: 40,
		rampsUp: true,
	},
	baptiste: {
		address: 'baptiste.courlay@cadrelune.example',
		firstName: 'Baptiste',
		lastName: 'Courlay',
		licence: 'utilisateur',
		function: 'Chargé d’affaires',
		phone: '05 36 49 40 14',
		signature: signature('Baptiste Courlay', 'Chargé d’affaires', '05 36 49 40 14'),
		dailyCap: 40,
		rampsUp: false,
	},
};

/** Of Cadrelune's office in Lyon, whose mailboxes are at another provider. */
export const LYON_DOMAIN = 'cadrelune-lyon.example';

/** A provider of personal mailboxes, where anybody may have one. */
export const PERSONAL_DOMAIN = 'boite-perso.example';

/** Without `signs`, Refrain has no signature of theirs. */
const newcomer = (
	...[address, firstName, lastName, role, signs = true]: [string, string, string, string, boolean?]
): DemoUser => ({
	...{ address, firstName, lastName, function: role, phone: null },
	...{
		licence: 'utilisateur',
		signature: signs ? [`${firstName} ${lastName}`, `${role} – Cadrelune`] : [],
		dailyCap: 40,
		rampsUp: true,
	},
});

/** Users of Cadrelune who have no mailbox yet, each at another kind of provider (docs/demonstration-world/users.md). */
export const CADRELUNE_NEWCOMERS: readonly DemoUser[] = [
	newcomer('lea.dorvigny@cadrelune.example', 'Léa', 'Dorvigny', 'Chargée d’affaires'),
	newcomer('hugo.sarmentel@cadrelune.example', 'Hugo', 'Sarmentel', 'Ingénieur commercial'),
	newcomer('nora.belhassi@cadrelune-lyon.example', 'Nora', 'Belhassi', 'Responsable d’agence', false),
	newcomer('paul.kerdrel@boite-perso.example', 'Paul', 'Kerdrel', 'Apporteur d’affaires'),
];

/** The installation's support, member of no subscription. */
export const DEMO_SUPPORT = {
	address: 'sam.ferrandier@support.example',
	firstName: 'Sam',
	lastName: 'Ferrandier',
} as const;

/** The second subscription: nothing of it may be seen from Cadrelune, nor the reverse. */
export const ORGEVANE = {
	name: 'Orgevane',
	siren: '000101030',
	address: 'Dijon',
	domain: 'orgevane.example',
	timeZone: 'Europe/Paris',
	user: {
		address: 'lucie.vauxterre@orgevane.example',
		firstName: 'Lucie',
		lastName: 'Vauxterre',
		licence: 'responsable',
		function: null,
		phone: null,
		signature: ['Lucie Vauxterre', 'Orgevane'],
		dailyCap: 40,
		rampsUp: false,
	} satisfies DemoUser,
	/** Numbers of A.4: orange contacts of its own, each with the note. */
	ownContacts: [1, 31],
	note: 'Nous avons son accord pour un essai en mars.',
} as const;
