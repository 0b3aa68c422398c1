import { z } from 'zod';
import { normaliseDomain } from '#domain/values/mail-address.ts';
import { addressField } from '#domain/values/address-field.ts';
import { optionalLine } from '#domain/values/optional-line.ts';
import { timeZoneField } from '#domain/values/time-zone-field.ts';
import { typed } from '#domain/values/typed.ts';
import { parseSiren } from './siren.ts';
import { line } from '#domain/values/line.ts';
import { webPageField } from '#domain/values/web-page.ts';

/**
 * A company as its form holds it (5.6-1): SIREN optional, checked by its checksum; domains and general addresses
 * normalised, so that mail is recognised by them (5.6-10).
 */
export const companySchema = z.object({
	name: line(200).min(1),
	siren: typed(parseSiren, 'siren').nullable(),
	activity: optionalLine(200),
	headcount: optionalLine(50),
	address: optionalLine(300),
	postalCode: optionalLine(20),
	city: optionalLine(100),
	country: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.default('FR'),
	timeZone: timeZoneField.nullable(),
	phone: optionalLine(40),
	website: webPageField,
	domains: z.array(typed(normaliseDomain, 'domain')).max(20),
	generalAddresses: z.array(addressField).max(20),
});

export type CompanyForm = z.output<typeof companySchema>;

/** A company of which nothing but its name is said. */
export const ONLY_NAMED = {
	siren: null,
	activity: null,
	headcount: null,
	address: null,
	postalCode: null,
	city: null,
	timeZone: null,
	phone: null,
	website: null,
	domains: [],
	generalAddresses: [],
};

/** What a form without further fields sends: everything but the name may be left out. */
export const newCompanySchema = companySchema
	.partial()
	.required({ name: true })
	.transform((given): CompanyForm => ({
		...ONLY_NAMED,
		...given,
		country: given.country ?? 'FR',
	}));
