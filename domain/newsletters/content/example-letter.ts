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
	/** What each habit is, and why. */
	readonly habits: readonly (readonly [string, string])[];
	readonly closing: string;
	readonly address: string;
}

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
				'Le délai le plus long décide du calendrier, pas l’inverse.',
			],
			[
				'Redémarrer une ligne la veille.',
				'Les incidents se règlent pendant que l’équipe de maintenance est encore là.',
			],
		],
		closing: 'Le détail, avec un modèle de planning à imprimer\u00a0: ',
		address: 'https://www.cadrelune.example/arret-annuel',
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
				'The longest delivery decides the calendar, not the reverse.',
			],
			[
				'Restart one line the day before.',
				'Incidents are settled while the maintenance team is still there.',
			],
		],
		closing: 'The details, with a schedule to print: ',
		address: 'https://www.cadrelune.example/arret-annuel',
	},
};

/** The example letter in a language of ours. */
export function exampleLetter(language: LanguageCode): ExampleLetter {
	const { subject, previewText, opening, habits, closing, address } = WORDS[language];
	const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
	const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
	const letter = letterSchema.parse({
		type: 'doc',
		attrs: USUAL_COLOURS,
		content: [
			paragraph({ type: 'variable', attrs: { name: 'salutation', fallback: '' } }),
			paragraph(text(opening)),
			...habits.map(([what, why]) => paragraph(text(what, { type: 'bold' }), text(` ${why}`))),
			paragraph(text(closing), text(address, { type: 'link', attrs: { href: address } })),
		],
	});
	return { subject, previewText, letter };
}
