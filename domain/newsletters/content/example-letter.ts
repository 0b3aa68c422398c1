import type { LanguageCode } from '#domain/values/language-code.ts';
import { letterSchema, USUAL_COLOURS, type Letter } from './letter.ts';

/** What stands in the editor of a newsletter that says nothing yet (docs/demonstration-world/later.md). */
export interface ExampleLetter {
	readonly subject: string;
	readonly previewText: string;
	readonly letter: Letter;
}

interface Words {
	readonly subject: string;
	readonly previewText: string;
	readonly opening: string;
	/** What each habit is, and why; a pair leads from its words to an address. */
	readonly habits: readonly (readonly [string, ...(string | Link)[]])[];
	readonly closing: string;
	readonly address: string;
	readonly button: string;
}

type Link = readonly [words: string, address: string];

const SITE = 'https://www.cadrelune.example/';

const WORDS: Readonly<Record<LanguageCode, Words>> = {
	fr: {
		subject: 'Trois façons de préparer l’arrêt annuel',
		previewText: 'Trois habitudes relevées dans des ateliers qui redémarrent à l’heure.',
		opening:
			'L’arrêt annuel se prépare souvent trop tard. Voici trois habitudes relevées dans des ateliers qui redémarrent à l’heure.',
		habits: [
			[
				'Dresser la liste avec les opérateurs.',
				'Un quart d’heure par ligne, six semaines avant\u00a0: ce sont eux qui savent ce qui grince.',
			],
			[
				'Commander les pièces avant de fixer les dates.',
				'Le délai le plus long décide du ',
				['calendrier', `${SITE}calendrier`],
				', pas l’inverse.',
			],
			[
				'Redémarrer une ligne la veille.',
				'Les incidents se règlent pendant que ',
				['l’équipe de maintenance', `${SITE}maintenance`],
				' est encore là.',
			],
		],
		closing: 'Le détail, avec un modèle de planning à imprimer\u00a0: ',
		address: `${SITE}arret-annuel`,
		button: 'Préparer l’arrêt annuel',
	},
	en: {
		subject: 'Three ways to prepare the annual shutdown',
		previewText: 'Three habits seen in workshops that restart on time.',
		opening:
			'The annual shutdown is often prepared too late. Here are three habits seen in workshops that restart on time.',
		habits: [
			[
				'Draw up the list with the operators.',
				'A quarter of an hour a line, six weeks before: they know what creaks.',
			],
			[
				'Order the parts before you set the dates.',
				'The longest delivery decides ',
				['the calendar', `${SITE}calendrier`],
				', not the reverse.',
			],
			[
				'Restart one line the day before.',
				'Incidents are settled while ',
				['the maintenance team', `${SITE}maintenance`],
				' is still there.',
			],
		],
		closing: 'The details, with a schedule to print: ',
		address: `${SITE}arret-annuel`,
		button: 'Prepare the annual shutdown',
	},
};

/** The example letter in a language of ours. */
export function exampleLetter(language: LanguageCode): ExampleLetter {
	const { subject, previewText, opening, habits, closing, address, button } = WORDS[language];
	const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
	const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
	const linked = (words: string, href: string) => text(words, { type: 'link', attrs: { href } });
	const letter = letterSchema.parse({
		type: 'doc',
		attrs: USUAL_COLOURS,
		content: [
			paragraph({ type: 'variable', attrs: { name: 'salutation', fallback: '' } }),
			paragraph(text(opening)),
			...habits.map(([what, ...why]) =>
				paragraph(
					text(`${what} `, { type: 'bold' }),
					...why.map((part) => (typeof part === 'string' ? text(part) : linked(...part))),
				),
			),
			paragraph(text(closing), linked(address, address)),
			{ type: 'button', attrs: { label: button, href: address } },
		],
	});
	return { subject, previewText, letter };
}
