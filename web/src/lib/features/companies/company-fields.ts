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

/** The form of a company that is there already. */
export function fieldsOf(company: CompanySheet): CompanyFields {
	return {
		name: company.name,
		siren: company.siren ?? '',
		activity: company.activity ?? '',
		headcount: company.headcount ?? '',
		address: company.address ?? '',
		postalCode: company.postalCode ?? '',
		city: company.city ?? '',
		phone: company.phone ?? '',
		website: company.website ?? '',
		domains: company.domains.join(', '),
		generalAddresses: company.generalAddresses.join(', '),
	};
}

function listed(text: string): string[] {
	return text.split(/[\s,;]+/).filter(Boolean);
}
