import { z } from 'zod';
import { normaliseAddress, normaliseDomain } from '#domain/contacts/mail-address.ts';
import { parseSiren } from './siren.ts';

/** Reads a typed value with `read`; what it does not understand fails the field with `code`. */
function typed<T>(read: (text: string) => T | undefined, code: string) {
	return z
		.string()
		.max(320)
		.transform((text, context) => {
			const value = read(text);
			if (value !== undefined) return value;
			context.addIssue(code);
			return z.NEVER;
		});
}

const line = (length: number) =>
	z
		.string()
		.trim()
		.max(length)
		.transform((text) => text || null)
		.nullable();

const zone = z.string().refine(
	(name) => {
		try {
			new Intl.DateTimeFormat('fr', { timeZone: name });
			return true;
		} catch {
			return false;
		}
	},
	{ error: 'time-zone' },
);

/**
 * A company as its form holds it (5.6-1): SIREN optional, checked by its checksum; domains and general addresses
 * normalised, so that mail is recognised by them (5.6-10).
 */
export const companySchema = z.object({
	name: z.string().trim().min(1).max(200),
	siren: typed(parseSiren, 'siren').nullable(),
	activity: line(200),
	headcount: line(50),
	address: line(300),
	postalCode: line(20),
	city: line(100),
	country: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.default('FR'),
	timeZone: zone.nullable(),
	phone: line(40),
	website: line(300),
	domains: z.array(typed(normaliseDomain, 'domain')).max(20),
	generalAddresses: z.array(typed(normaliseAddress, 'address')).max(20),
});

export type CompanyForm = z.output<typeof companySchema>;

/** What a form without further fields sends: everything but the name may be left out. */
export const newCompanySchema = companySchema
	.partial()
	.required({ name: true })
	.transform((given): CompanyForm => ({
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
		...given,
		country: given.country ?? 'FR',
	}));
