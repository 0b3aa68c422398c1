import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#prisma/auth/generated/client.ts';

/** The tables of sign-in, seen as the role refrain_auth: it reaches no other schema. */
export type AuthenticationDatabase = PrismaClient;

/** Sign-ins are few and short: a small pool beside the product's own. */
const CONNECTIONS = 4;

/** Opens the schema `auth` of the database behind `url` (the owner's address). Close it with `$disconnect()`. */
export function openAuthenticationDatabase(url: string): AuthenticationDatabase {
	const adapter = new PrismaPg(
		{
			connectionString: url,
			application_name: 'refrain-authentication',
			options: '-c role=refrain_auth -c search_path=auth -c TimeZone=UTC -c statement_timeout=15000',
			max: CONNECTIONS,
			keepAlive: true,
		},
		{ schema: 'auth', onPoolError: () => {} },
	);
	return new PrismaClient({ adapter, errorFormat: 'minimal' });
}
