import { z } from 'zod';
import { normaliseAddress } from '#domain/contacts/mail-address.ts';

/** An address that somebody signs in with, as it is stored. */
export const signInAddress = z
	.string()
	.max(320)
	.transform((text, context) => {
		const address = normaliseAddress(text);
		if (address !== undefined) return address;
		context.addIssue('address');
		return z.NEVER;
	});

export const personName = z.string().trim().min(1).max(100);

/** At least ten characters; at most what scrypt is fed in a reasonable time. */
export const newPassword = z.string().min(10).max(200);
