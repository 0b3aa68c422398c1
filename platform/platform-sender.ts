import { z } from 'zod';
import { mailAddress, wholeNumber } from './config-values.ts';

/**
 * Who the installation itself writes to its users as (5.2-22, 5.6-23): a sender of kind `platform`. It belongs to no
 * subscription, so it is configuration and no row.
 */
export interface PlatformSender {
	readonly address: string;
	readonly displayName: string;
	readonly smtp: {
		readonly host: string;
		readonly port: number;
		readonly security: 'tls' | 'starttls';
		readonly user: string;
		readonly password: string;
	};
	/** Where what comes back to its address is read; undefined: nobody reads it. */
	readonly inbox?: PlatformInbox | undefined;
}

/** The mailbox of the platform's address. */
export interface PlatformInbox {
	readonly host: string;
	readonly port: number;
	readonly security: 'tls' | 'starttls';
	readonly user: string;
	readonly password: string;
}

export const platformVariables = {
	REFRAIN_PLATFORM_ADDRESS: mailAddress.optional(),
	REFRAIN_PLATFORM_NAME: z.string().min(1, 'the name beside the address').default('Refrain'),
	REFRAIN_PLATFORM_SMTP_HOST: z.string().min(1, 'a host name').optional(),
	REFRAIN_PLATFORM_SMTP_PORT: wholeNumber(1, 65_535).default(465),
	REFRAIN_PLATFORM_SMTP_SECURITY: z.enum(['tls', 'starttls'], '`tls` or `starttls`').default('tls'),
	REFRAIN_PLATFORM_SMTP_USER: z.string().min(1, 'the user of the login').optional(),
	REFRAIN_PLATFORM_SMTP_PASSWORD: z.string().min(1, 'the password of the login').optional(),
	REFRAIN_PLATFORM_IMAP_HOST: z.string().min(1, 'a host name').optional(),
	REFRAIN_PLATFORM_IMAP_PORT: wholeNumber(1, 65_535).default(993),
	REFRAIN_PLATFORM_IMAP_SECURITY: z.enum(['tls', 'starttls'], '`tls` or `starttls`').default('tls'),
	REFRAIN_PLATFORM_IMAP_USER: z.string().min(1, 'the user of the login').optional(),
	REFRAIN_PLATFORM_IMAP_PASSWORD: z.string().min(1, 'the password of the login').optional(),
};

type Values = z.infer<z.ZodObject<typeof platformVariables>>;

/** Undefined where none is configured; `incomplete` where some of what it needs is missing. */
export function platformSenderOf(values: Values): PlatformSender | 'incomplete' | undefined {
	const { REFRAIN_PLATFORM_ADDRESS: address, REFRAIN_PLATFORM_SMTP_HOST: host } = values;
	const { REFRAIN_PLATFORM_SMTP_USER: user, REFRAIN_PLATFORM_SMTP_PASSWORD: password } = values;
	if (!address && !host && !user && !password && !values.REFRAIN_PLATFORM_IMAP_HOST) return undefined;
	if (!address || !host || !user || !password) return 'incomplete';
	return {
		address,
		displayName: values.REFRAIN_PLATFORM_NAME,
		smtp: {
			host,
			port: values.REFRAIN_PLATFORM_SMTP_PORT,
			security: values.REFRAIN_PLATFORM_SMTP_SECURITY,
			user,
			password,
		},
		inbox: inboxOf(values, { user, password }),
	};
}

/** Its login is the sender's where it has none of its own. */
function inboxOf(
	values: Values,
	sender: Pick<PlatformInbox, 'user' | 'password'>,
): PlatformInbox | undefined {
	const { REFRAIN_PLATFORM_IMAP_HOST: host } = values;
	return host === undefined
		? undefined
		: {
				host,
				port: values.REFRAIN_PLATFORM_IMAP_PORT,
				security: values.REFRAIN_PLATFORM_IMAP_SECURITY,
				user: values.REFRAIN_PLATFORM_IMAP_USER ?? sender.user,
				password: values.REFRAIN_PLATFORM_IMAP_PASSWORD ?? sender.password,
			};
}
