import { z } from 'zod';
import { normaliseAddress } from './mail-address.ts';

const line = (length: number) =>
	z
		.string()
		.trim()
		.max(length)
		.transform((text) => text || null)
		.nullable()
		.default(null);

const address = z
	.string()
	.max(320)
	.transform((text, context) => {
		const normalised = normaliseAddress(text);
		if (normalised !== undefined) return normalised;
		context.addIssue('address');
		return z.NEVER;
	});

/** A contact as its form holds it (C2-39, 5.6-22). Addresses are not verified (S2:67), only written the one way. */
export const contactSchema = z
	.object({
		civility: z.enum(['madame', 'monsieur']).nullable().default(null),
		firstName: line(100),
		lastName: line(100),
		function: line(200),
		/** The first one is the primary address. */
		addresses: z.array(address).max(10).default([]),
		phone: line(40),
		mobile: line(40),
		linkedinUrl: line(300),
		timeZone: line(60),
		/** Where the address comes from, for the variable `origine` (appendix A.7). */
		addressOrigin: line(200),
	})
	.refine((contact) => contact.firstName || contact.lastName || contact.addresses.length > 0, {
		error: 'name-or-address',
		path: ['lastName'],
	});

export type ContactForm = z.output<typeof contactSchema>;
