import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { openTcp, secureSocket } from '#platform/network/guarded-connect.ts';
import type { CheckedTarget } from '#platform/network/guarded-connect.ts';
import type { Credentials } from '#mail/credentials.ts';
import { signIn, signInOptions } from '#mail/smtp/smtp-sign-in.ts';
import { socketOf } from '#mail/smtp/nodemailer-internals.ts';
import { checkCodeOfSmtpLogin } from './check-codes.ts';
import type { CheckCode } from './check-codes.ts';

/**
 * Logs in to an SMTP server and leaves.
 *
 * @returns undefined when it worked, else why not.
 * @throws ConnectError
 */
export async function smtpLogin(
	target: CheckedTarget,
	security: 'tls' | 'starttls',
	credentials: Credentials,
	within: number,
): Promise<CheckCode | undefined> {
	const tcp = await openTcp(target, within);
	const connection = new SMTPConnection({
		host: target.host,
		port: target.port,
		name: 'refrain.invalid',
		connection: security === 'tls' ? await secureSocket(tcp, target, within) : tcp,
		secure: security === 'tls',
		...(security === 'tls' ? { secured: true } : { requireTLS: true }),
		...signInOptions(credentials),
		tls: target.tls,
		connectionTimeout: within,
		greetingTimeout: within,
		socketTimeout: within,
		logger: false,
	});
	try {
		await new Promise<void>((resolve, reject) => {
			connection.on('error', reject);
			connection.connect((connectError) => {
				if (connectError) return reject(connectError);
				signIn(connection, credentials, (loginError) => (loginError ? reject(loginError) : resolve()));
			});
		});
		return undefined;
	} catch (error) {
		const { response, code } = error as { response?: string; code?: string };
		return checkCodeOfSmtpLogin(response, code);
	} finally {
		const socket = socketOf(connection);
		connection.close();
		socket?.destroy();
	}
}
