import { z } from 'zod';
import { connectionSettings } from '#domain/mailboxes/connection-settings.ts';

/** How one signs in to a mailbox: in the provider's window, or by a password of that kind. */
const SIGN_IN_WAYS = ['microsoft', 'google', 'app-password', 'password'] as const;

export type SignInWay = (typeof SIGN_IN_WAYS)[number];

const server = connectionSettings.shape.imap;

/** An account that an address may belong to: where it is read and sends, and how one signs in. */
export const recognisedAccount = z.object({
	/** Key of a preset of mail/presets; null: servers that nobody knows by name. */
	provider: z.string().nullable(),
	/** How one signs in, the best way first. */
	ways: z.array(z.enum(SIGN_IN_WAYS)).min(1),
	imap: server,
	smtp: server,
	/** Its servers are neither at the address's domain, nor where its mail arrives, nor at a known provider. */
	isElsewhere: z.boolean(),
	/** Where its owner makes an app password, in the provider's own pages. */
	passwordPage: z.string().nullable(),
	/** Mails in a sliding day that the provider allows; null: it publishes no limit (5.7-14). */
	dailyLimit: z.number().int().nullable(),
});

export type RecognisedAccount = z.infer<typeof recognisedAccount>;

/** What was asked to recognise an address, and what it answered; kept to be shown (*Voir la recherche*). */
export const recognition = z.object({
	steps: z.array(
		z.object({
			step: z.string(),
			outcome: z.enum(['found', 'nothing', 'unavailable']),
			milliseconds: z.number(),
			/** What was found: a server's name, never more of a stranger's words. */
			found: z.string().nullable(),
		}),
	),
	/** Which step told the account; null: none did. */
	foundBy: z.string().nullable(),
	/** False: it is a guess from other evidence (a filter stands before the mailbox). */
	isProven: z.boolean(),
	/** Why it cannot be connected at all, such as `pop-only`; null: nothing speaks against it. */
	obstacle: z.string().nullable(),
	accounts: z.array(recognisedAccount),
});

export type Recognition = z.infer<typeof recognition>;

/** The account that was recognised for the provider that stands chosen. @param found as it is kept. */
export function recognisedAt(found: unknown, provider: string | null): RecognisedAccount | undefined {
	const { data } = recognition.safeParse(found);
	return data?.accounts.find((account) => account.provider === provider);
}
