import type { Language } from './language.ts';

/** The mail that a connection test sends from a mailbox to itself, and removes again where it can. */
export interface ProbeWords {
	readonly subject: string;
	readonly text: string;
}

const WORDS: Record<Language, ProbeWords> = {
	fr: {
		subject: 'Refrain : test de votre boîte mail',
		text: 'Ce mail vérifie que votre boîte envoie et reçoit. Vous pouvez le supprimer.',
	},
	en: {
		subject: 'Refrain: test of your mailbox',
		text: 'This mail checks that your mailbox sends and receives. You may delete it.',
	},
};

/** Words of the probe in a language. */
export function probeWords(language: Language): ProbeWords {
	return WORDS[language];
}
