import { z } from 'zod';
import { addressField } from '#domain/values/address-field.ts';
import { optionalLine } from '#domain/values/optional-line.ts';
import { optionalTimeZoneField } from '#domain/values/time-zone-field.ts';
import { Civility } from '#prisma/generated/client/client.ts';
import { linkedinField } from '#domain/values/web-page.ts';

const optional = (longest: number) => optionalLine(longest).default(null);

/** A contact as its form holds it (C2-39, 5.6-22). Addresses are not verified (S2:67), only written the one way. */
export const contactSchema = z
	.object({
		civility: z.enum(Civility).nullable().default(null),
		firstName: optional(100),
		lastName: optional(100),
		function: optional(200),
		/** The first one is the primary address. */
		addresses: z.array(addressField).max(10).default([]),
		phone: optional(40),
		mobile: optional(40),
		linkedinUrl: linkedinField.default(null),
		timeZone: optionalTimeZoneField.default(null),
		/** Where the address comes from, for the variable `origine` (docs/demonstration-world/sequences.md). */
		addressOrigin: optional(200),
	})
	.refine((contact) => contact.firstName || contact.lastName || contact.addresses.length > 0, {
		error: 'name-or-address',
		path: ['lastName'],
	});

export type ContactForm = z.output<typeof contactSchema>;
