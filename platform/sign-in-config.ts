import { z } from 'zod';
import { wholeNumber } from './config-values.ts';
import { STAND_IN_CLIENT } from './world/stand-in-client.ts';

/** A registration of this installation at a vendor (docs/connecting-microsoft.md, docs/connecting-google.md). */
export interface SignInClient {
	readonly clientId: string;
	readonly clientSecret: string;
	/** In the sandbox: who answers instead of the vendor. Origins, without a slash at their end. */
	readonly standIn?: { readonly tokens: string; readonly pages: string };
}

/** Where people may sign in to their mailboxes; a vendor that is missing is not registered at. */
export interface SignInConfig {
	readonly microsoft?: SignInClient & { readonly tenant: string };
	readonly google?: SignInClient;
}

const secretExpected = 'the client secret of the registration';
const tenantExpected = '`common`, `organizations`, or the id or domain of one organisation';

export const signInVariables = {
	REFRAIN_MICROSOFT_CLIENT_ID: z
		.string()
		.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'the application (client) id of the registration')
		.optional(),
	REFRAIN_MICROSOFT_CLIENT_SECRET: z.string().min(1, secretExpected).optional(),
	REFRAIN_MICROSOFT_TENANT: z
		.string()
		.regex(/^[\da-z][\da-z.-]{0,252}$/i, tenantExpected)
		.default('common'),
	REFRAIN_GOOGLE_CLIENT_ID: z
		.string()
		.regex(/^[\w-]+\.apps\.googleusercontent\.com$/, 'a client id that ends in .apps.googleusercontent.com')
		.optional(),
	REFRAIN_GOOGLE_CLIENT_SECRET: z.string().min(1, secretExpected).optional(),
	REFRAIN_WORLD_SIGN_IN_PORT: wholeNumber(1, 65_535).optional(),
	REFRAIN_WORLD_SIGN_IN_PAGES_PORT: wholeNumber(1, 65_535).optional(),
};

/** Never repeated in a message; an id neither, because a secret may have been pasted in its place. */
export const SIGN_IN_SECRETS = [
	'REFRAIN_MICROSOFT_CLIENT_ID',
	'REFRAIN_MICROSOFT_CLIENT_SECRET',
	'REFRAIN_GOOGLE_CLIENT_ID',
	'REFRAIN_GOOGLE_CLIENT_SECRET',
] as const;

type Values = z.infer<z.ZodObject<typeof signInVariables>>;

/**
 * The registrations; in the sandbox those at the world's stand-ins, whatever else is configured.
 *
 * @param host of the mail world; undefined outside the sandbox.
 * @returns the vendor of which one half is missing, where one is.
 */
export function signInConfigOf(
	values: Values,
	host: string | undefined,
): SignInConfig | 'MICROSOFT' | 'GOOGLE' {
	if (host !== undefined) return standInsOf(values, host);
	const microsoft = clientOf(values.REFRAIN_MICROSOFT_CLIENT_ID, values.REFRAIN_MICROSOFT_CLIENT_SECRET);
	const google = clientOf(values.REFRAIN_GOOGLE_CLIENT_ID, values.REFRAIN_GOOGLE_CLIENT_SECRET);
	if (microsoft === 'incomplete') return 'MICROSOFT';
	if (google === 'incomplete') return 'GOOGLE';
	return {
		...(microsoft && { microsoft: { ...microsoft, tenant: values.REFRAIN_MICROSOFT_TENANT } }),
		...(google && { google }),
	};
}

function clientOf(
	clientId: string | undefined,
	clientSecret: string | undefined,
): SignInClient | 'incomplete' | undefined {
	if (clientId === undefined && clientSecret === undefined) return undefined;
	return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : 'incomplete';
}

function standInsOf(values: Values, host: string): SignInConfig {
	const { REFRAIN_WORLD_SIGN_IN_PORT: port, REFRAIN_WORLD_SIGN_IN_PAGES_PORT: pagesPort } = values;
	if (port === undefined || pagesPort === undefined) return {};
	const standIn = { tokens: `https://${host}:${port}`, pages: `http://${host}:${pagesPort}` };
	const client = { ...STAND_IN_CLIENT, standIn };
	return { microsoft: { ...client, tenant: 'common' }, google: client };
}
