/** Who wants to enter, and by which token. */
export interface TokenLogin {
	readonly name: string;
	readonly token: string;
}

/** The response of XOAUTH2 (`user=…^Aauth=Bearer …^A^A`) or OAUTHBEARER (RFC 7628, 3.1); undefined: it is neither. */
export function readTokenLogin(base64: string): TokenLogin | undefined {
	const fields = Buffer.from(base64, 'base64').toString().split('\x01');
	const token = fields.find((field) => field.startsWith('auth=Bearer '))?.slice('auth=Bearer '.length);
	const first = fields[0] ?? '';
	const name = first.startsWith('user=')
		? first.slice('user='.length)
		: first
				.split(',')
				.find((part) => part.startsWith('a='))
				?.slice('a='.length)
				.replaceAll('=2C', ',')
				.replaceAll('=3D', '=');
	return name && token ? { name, token } : undefined;
}

/** What a server says of a token that it does not take, before the refusal itself (RFC 7628, 3.2.2). */
export const TOKEN_REFUSED = Buffer.from(
	JSON.stringify({ status: 'invalid_token', schemes: 'bearer', scope: 'https://mail.google.com/' }),
).toString('base64');
