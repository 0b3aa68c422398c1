import { foldLine } from '#domain/values/fold-line.ts';
import type { ContactDetail } from '#domain/contacts/show/read-contact.ts';
import { m } from '#texts/generated/messages.js';

/** A contact as its form holds it: texts, and at least one line for an address. */
export interface ContactFields {
	civility: 'madame' | 'monsieur' | '';
	firstName: string;
	lastName: string;
	function: string;
	addresses: string[];
	phone: string;
	mobile: string;
	linkedinUrl: string;
	timeZone: string;
	addressOrigin: string;
}

/**
 * The form of a contact that is there already, each text as its field can hold it: a line break that an input drops would
 * count as a change that nobody made.
 */
export function formOf(saved: ContactDetail): ContactFields {
	return {
		civility: saved.civility ?? '',
		firstName: foldLine(saved.firstName ?? ''),
		lastName: foldLine(saved.lastName ?? ''),
		function: foldLine(saved.function ?? ''),
		addresses: saved.addresses.length > 0 ? saved.addresses.map(({ address }) => address) : [''],
		phone: foldLine(saved.phone ?? ''),
		mobile: foldLine(saved.mobile ?? ''),
		linkedinUrl: foldLine(saved.linkedinUrl ?? ''),
		timeZone: foldLine(saved.timeZone ?? ''),
		addressOrigin: foldLine(saved.addressOrigin ?? ''),
	};
}

/** What was typed, as the procedures take it. */
export function typedContact({ civility, addresses, ...fields }: ContactFields) {
	return {
		...fields,
		civility: civility || null,
		addresses: addresses.filter((address) => address.trim() !== ''),
	};
}

const LABELS: Record<keyof ContactFields, () => string> = {
	civility: m.contact_civility,
	firstName: m.contact_first_name,
	lastName: m.contact_last_name,
	function: m.contact_function,
	addresses: m.contact_email,
	phone: m.contact_phone,
	mobile: m.contact_mobile,
	linkedinUrl: m.contact_linkedin,
	timeZone: m.contact_time_zone,
	addressOrigin: m.contact_origin,
};

/** How a field of the form is called. */
export function contactLabel(field: keyof ContactFields): string {
	return LABELS[field]();
}
