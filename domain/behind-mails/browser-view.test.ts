import { afterAll, beforeAll, expect, it } from 'vitest';
import { USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { createShowLetter, type ShowLetter } from './browser-view.ts';

let office: Office;
let ring: KeyRing;
let show: ShowLetter;
let issueId: string;

const CONTENT = {
	type: 'doc',
	attrs: { reason: '', ...USUAL_COLOURS },
	content: [
		{
			type: 'paragraph',
			content: [
				{ type: 'text', text: 'Bonjour ' },
				{ type: 'variable', attrs: { name: 'prenom', fallback: 'à vous' } },
				{ type: 'text', text: ', ' },
				{
					type: 'text',
					text: 'le plan',
					marks: [{ type: 'link', attrs: { href: 'https://atelier.example/plan?a=1&b=2' } }],
				},
			],
		},
	],
};

beforeAll(async () => {
	office = await Office.open('letter');
	const envelopes = await office.tx((tx) => Promise.resolve(tx.process.envelopes()));
	ring = await openKeyRing(office.database, envelopes, 'unsubscribe');
	show = createShowLetter(office.database, ring, 'https://refrain.example');
	const place = (tx: Parameters<typeof suppressionHash>[0], address: string) => ({
		...{ contactId: null, address, addressHash: suppressionHash(tx, address) },
	});
	({ issueId } = await office.tx((tx) =>
		createIssue(tx, {
			ownerId: office.ines.userId,
			...{ content: CONTENT, subject: 'La lettre de {{prenom|tous}}' },
			places: [
				{ ...place(tx, 'helene@atelier.example'), variables: { prenom: '<b>Hélène</b>' } },
				{ ...place(tx, 'jean@atelier.example'), variables: { prenom: 'Jean' } },
				place(tx, 'erased@atelier.example'),
			],
		}),
	));
});
afterAll(() => office?.close());

const ticketOf = (place: number) => placeTickets(ring, { issueId, place });
const shown = (place: number) => show(ticketOf(place).browser);

it('shows whoever holds the ticket her own fields, escaped, and nobody else’s', async () => {
	const first = await shown(1);
	expect(first!.html).toContain('&#60;b&#62;Hélène&#60;/b&#62;');
	const second = await shown(2);
	expect(second!.html).toContain('Jean');
	expect(second!.html).not.toContain('Hélène');
	// By itself it is a page, whose content is found by who hears it.
	expect(second!.html).toContain('role="main"');
});

it('shows the fallbacks where the reader was erased, and for the issue itself', async () => {
	for (const place of [3, 0]) {
		const { html } = (await shown(place))!;
		expect(html).toContain('à vous');
		expect(html).not.toMatch(/Hélène|Jean/);
	}
});

it('measures nothing: links lead straight on, no pixel, no script', async () => {
	const { html } = (await shown(1))!;
	expect(html).toContain('href="https://atelier.example/plan?a=1&#38;b=2"');
	expect(html).not.toMatch(/\/l\/|\/o\/|<script/);
	expect(html).toContain(`https://refrain.example/u/${ticketOf(1).unsubscribe}`);
});

it('opens by its own ticket only', async () => {
	const { unsubscribe, pixel, link } = ticketOf(1);
	for (const token of [unsubscribe, pixel, link(1), ticketOf(9).browser, 'nonsense'])
		expect(await show(token), token).toBeUndefined();
});
