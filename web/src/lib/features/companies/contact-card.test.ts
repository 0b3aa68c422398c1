import { render } from 'svelte/server';
import { expect, it, vi } from 'vitest';
import type { ContactCard as Card } from '#domain/companies/read-company.ts';
import ContactCard from './ContactCard.svelte';

const now = new Date('2026-11-24T10:00:00Z');
vi.mock('#lib/app/reader.svelte.ts', () => ({
	getReader: () => ({ language: 'fr', timeZone: 'Europe/Paris', now }),
}));

const address = {
	address: 'helene@ardelouse.example',
	isPrimary: true,
	invalidAt: null,
	invalidStatus: null,
	suppressedAt: null as Date | null,
};
const card = (changes: Partial<Card>): string => {
	const contact = {
		id: 'c',
		colour: 'orange',
		name: 'Hélène Ronsavel',
		addresses: [address],
		phone: '05 36 49 41 30',
		runs: [],
		newsletters: [],
		...changes,
	} as unknown as Card;
	const nothing = () => {};
	const props = {
		contact,
		companyId: 'company',
		onengage: nothing,
		ondownload: nothing,
		onedit: nothing,
		onleft: nothing,
		onclear: nothing,
		onerase: nothing,
		onsubscribe: nothing,
		onstop: nothing,
	};
	return render(ContactCard, { props }).body;
};

it('offers a call to a contact that was downloaded, and to no white one', () => {
	expect(card({})).toContain('href="tel:0536494130"');
	expect(card({ colour: 'white' })).not.toContain('tel:');
});

it('shows the envelope of somebody on the *Liste d’opposition* disabled, with the reason', () => {
	expect(card({})).toContain('href="mailto:helene@ardelouse.example"');
	const objected = card({ addresses: [{ ...address, suppressedAt: new Date('2026-11-20T10:00:00Z') }] });
	expect(objected).not.toContain('mailto:');
	expect(objected).toContain('sur la liste d’opposition depuis le vendredi 20 novembre');
	expect(objected).toMatch(/aria-disabled="true"[^>]*aria-label="Écrire à Hélène Ronsavel/);
});
