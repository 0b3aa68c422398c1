import { dirname } from 'node:path';
import { z } from 'zod';
import type { WorldOptions } from './world.ts';

const port = z.coerce.number('a port').int('a port').min(1, 'a port').max(65_535, 'a port').optional();

const environment = z.object({
	REFRAIN_WORLD_FOLDER: z.string().optional(),
	REFRAIN_WORLD_AUTHORITY: z.string().optional(),
	REFRAIN_WORLD_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
	REFRAIN_WORLD_SMTP_PORT: port,
	REFRAIN_WORLD_STARTTLS_PORT: port,
	REFRAIN_WORLD_IMAP_PORT: port,
	REFRAIN_WORLD_CONTROL_PORT: port,
	REFRAIN_WORLD_NAMES_PORT: port,
	REFRAIN_WORLD_SIGN_IN_PORT: port,
	REFRAIN_WORLD_SIGN_IN_PAGES_PORT: port,
	REFRAIN_WORLD_GRAPH_PORT: port,
	REFRAIN_PUBLIC_URL: z.url('a web address').optional(),
});

/**
 * Reads what the world's process is told: the folder that it lies in (`REFRAIN_WORLD_FOLDER`, else the one of
 * `REFRAIN_WORLD_AUTHORITY`), its ports where they are given, the product's address.
 *
 * @throws A sentence that names the variable and what it must be.
 */
export function readWorldSettings(env: Record<string, string | undefined>): Omit<WorldOptions, 'onFault'> {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const parsed = environment.safeParse(given);
	if (!parsed.success) {
		throw new Error(
			parsed.error.issues.map((issue) => `${String(issue.path[0])} must be ${issue.message}.`).join('\n'),
		);
	}
	const values = parsed.data;
	const authority = values.REFRAIN_WORLD_AUTHORITY;
	const folder = values.REFRAIN_WORLD_FOLDER ?? (authority && dirname(authority));
	if (!folder)
		throw new Error('REFRAIN_WORLD_FOLDER is missing: it must be the folder that the world lies in.');
	return {
		folder,
		token: values.REFRAIN_WORLD_TOKEN,
		publicUrl: values.REFRAIN_PUBLIC_URL,
		ports: {
			smtp: values.REFRAIN_WORLD_SMTP_PORT,
			smtpStartTls: values.REFRAIN_WORLD_STARTTLS_PORT,
			imap: values.REFRAIN_WORLD_IMAP_PORT,
			control: values.REFRAIN_WORLD_CONTROL_PORT,
			names: values.REFRAIN_WORLD_NAMES_PORT,
			signIn: values.REFRAIN_WORLD_SIGN_IN_PORT,
			signInPages: values.REFRAIN_WORLD_SIGN_IN_PAGES_PORT,
			graph: values.REFRAIN_WORLD_GRAPH_PORT,
		},
	};
}
