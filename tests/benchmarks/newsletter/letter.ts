import type { MailTemplate, Piece, SlotValues } from '#mail/relay/mail-template.ts';

const FILLER =
	'<p style="margin:0 0 16px;font-size:16px;line-height:24px;color:#333333">Les ateliers de l’automne sont ouverts : une matinée, douze places, et de quoi repartir avec un plan que l’on tient.</p>\n';
const LINKS = [1, 2, 3];

const name: Piece = { slot: 'first' };

/** About 9.5 kB of HTML: the first name in subject and heading, three tracked links. */
export const LETTER: MailTemplate = {
	seed: 'bench',
	fields: [
		{ name: 'From', kind: 'party', party: ['L’atelier'], address: ['lettre@cadrelune.example'] },
		{ name: 'To', kind: 'party', party: [name], address: [{ slot: 'address' }] },
		{ name: 'Subject', kind: 'text', value: [name, ', la lettre de l’atelier'] },
		{ name: 'Date', kind: 'tokens', value: ['Tue, 01 Dec 2026 09:30:00 +0000'] },
		{ name: 'Message-ID', kind: 'tokens', value: ['<', { slot: 'ticket' }, '@m.cadrelune.example>'] },
		{
			name: 'List-Unsubscribe',
			kind: 'tokens',
			value: ['<https://m.cadrelune.example/u/', { slot: 'ticket' }, '>'],
		},
		{ name: 'List-Unsubscribe-Post', kind: 'tokens', value: ['List-Unsubscribe=One-Click'] },
	],
	html: [
		'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"></head><body><h1>Bonjour ',
		name,
		'</h1>\n',
		...LINKS.flatMap((link): Piece[] => [
			FILLER.repeat(14),
			'<a href="https://m.cadrelune.example/l/',
			{ slot: `link.${link}` },
			'">Voir le programme</a>\n',
		]),
		'</body></html>\n',
	],
	text: ['Bonjour ', name, '\n\nLa lettre de l’atelier.\n'],
};

const FIRST_NAMES = ['Élise', 'Hugo', 'Inès', 'Jean-Baptiste', 'Zoë', 'Anne'];

export const addressOf = (place: number): string => `person${place}@people.example`;

export function valuesOf(place: number): SlotValues {
	const ticket = `k${String(place).padStart(51, '0')}`;
	return {
		first: FIRST_NAMES[place % FIRST_NAMES.length]!,
		address: addressOf(place),
		ticket,
		'link.1': `1${ticket}`,
		'link.2': `2${ticket}`,
		'link.3': `3${ticket}`,
	};
}
