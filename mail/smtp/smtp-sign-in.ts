import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Credentials } from '#mail/credentials.ts';

type SignInOptions = Pick<SMTPConnection.Options, 'customAuth'>;

/** A name of our own: by `XOAUTH2` nodemailer takes PLAIN where it is offered, and sends the token as a password. */
const BY_TOKEN = 'REFRAIN-TOKEN';

/** What a connection needs to know before it is opened, so that `signIn` works on it. */
export function signInOptions(credentials: Credentials | undefined): SignInOptions {
	return credentials?.kind === 'oauth' ? { customAuth: { [BY_TOKEN]: signInByToken } } : {};
}

/** Signs in on an open, encrypted connection; `done` gets the server's refusal as nodemailer words it. */
export function signIn(
	connection: SMTPConnection,
	credentials: Credentials,
	done: (error?: Error | null) => void,
): void {
	const { user } = credentials;
	if (credentials.kind === 'password') connection.login({ user, pass: credentials.password }, done);
	else connection.login({ method: BY_TOKEN, user, pass: credentials.accessToken }, done);
}

/** XOAUTH2 where it is offered, else OAUTHBEARER (RFC 7628), which nodemailer does not list. */
async function signInByToken(context: SMTPConnection.CustomAuthenticationContext): Promise<void> {
	const { user, pass: token } = context.auth.credentials;
	const isOld = context.authMethods.includes('XOAUTH2');
	const first = isOld
		? `AUTH XOAUTH2 ${base64(`user=${user}\x01auth=Bearer ${token}\x01\x01`)}`
		: `AUTH OAUTHBEARER ${base64(`n,a=${saslName(user)},\x01auth=Bearer ${token}\x01\x01`)}`;
	let answer = await context.sendCommand(first);
	// The provider's reason comes as a challenge; this answer to it asks for the refusal itself.
	if (answer.status === 334) answer = await context.sendCommand(isOld ? '' : base64('\x01'));
	if (answer.status !== 235) throw new Error('the token was refused');
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** RFC 5801: a comma or an equals sign would end the name. */
const saslName = (user: string): string => user.replaceAll('=', '=3D').replaceAll(',', '=2C');
