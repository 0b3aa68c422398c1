import { m } from '#texts/generated/messages.js';
import { foldLine } from '#domain/values/fold-line.ts';
import type { CompanySheet } from '#domain/companies/read-company.ts';

/** A company as its form holds it: texts, lists written with commas. */
export interface CompanyFields {
	name: string;
	siren: string;
	activity: string;
	headcount: string;
	address: string;
	postalCode: string;
	city: string;
	phone: string;
	website: string;
	domains: string;
	generalAddresses: string;
}

export const emptyCompany: CompanyFields = {
	name: '',
	siren: '',
	activity: '',
	headcount: '',
	address: '',
	postalCode: '',
	city: '',
	phone: '',
	website: '',
	domains: '',
	generalAddresses: '',
};

/** What was typed, as the procedures take it. */
export function typedCompany({ siren, domains, generalAddresses, ...fields }: CompanyFields) {
	return {
		...fields,
		siren: siren.trim() || null,
		domains: listed(domains),
		generalAddresses: listed(generalAddresses),
	};
}

export type TypedCompany = ReturnType<typeof typedCompany>;

const LABELS: Record<keyof CompanyFields, () => string> = {
	name: m.company_name,
	siren: m.company_siren,
	activity: m.company_activity,
	headcount: m.company_headcount,
	address: m.company_street,
	postalCode: m.company_postal_code,
	city: m.company_city,
	phone: m.company_phone,
	website: m.company_website,
	domains: m.company_domains,
	generalAddresses: m.company_address,
};

/** How a field of the form is called. */
export function companyLabel(field: keyof CompanyFields): string {
	return LABELS[field]();
}

/**
 * The form of a company that is there already, each text as its field can hold it: a line break that an input drops
 * would count as a change that nobody made.
 */
export function fieldsOf(company: CompanySheet): CompanyFields {
	return {
		name: foldLine(company.name),
		siren: foldLine(company.siren ?? ''),
		activity: foldLine(company.activity ?? ''),
		headcount: foldLine(company.headcount ?? ''),
		address: foldLine(company.address ?? ''),
		postalCode: foldLine(company.postalCode ?? ''),
		city: foldLine(company.city ?? ''),
		phone: foldLine(company.phone ?? ''),
		website: foldLine(company.website ?? ''),
		domains: company.domains.join(', '),
		generalAddresses: company.generalAddresses.join(', '),
	};
}

function listed(text: string): string[] {
	return text.split(/[\s,;]+/).filter(Boolean);
}
