import { SMTPServer } from 'smtp-server';
import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import { withoutTag } from '#domain/values/mail-address.ts';
import type { Doors, Entry } from '../doors.ts';
import type { ReceptionDesk } from './reception.ts';
import type { SmtpRefusal } from './recipient-verdict.ts';
import { createRelayRules } from './relay-rules.ts';

/** RFC 1870. */
const LARGEST_MAIL = 25 * 1_024 * 1_024;

/** The two doors of the submission server: TLS from the first byte, and STARTTLS. */
export interface Submission {
	readonly tls: SMTPServer;
	readonly startTls: SMTPServer;
	/** Ends the open connections of a mailbox. */
	closeConnections(address: string): void;
}

/**
 * Makes the servers that the demo users' mails are handed to. They want a sign-in, offer SIZE and DSN, and answer
 * 250 only after the mail is on the disk.
 *
 * @param isSuspended Whether the host takes nothing from this mailbox (5.7-4).
 * @param accepted Called after a mail was taken.
 */
export function createSubmission(
	{ key, cert }: { key: string; cert: string },
	doors: Doors,
	isSuspended: (address: string) => boolean,
	desk: ReceptionDesk,
	accepted: () => void,
): Submission {
	const relay = createRelayRules();
	const serverOf = (secure: boolean): SMTPServer =>
		new SMTPServer({
			secure,
			key,
			cert,
			minVersion: 'TLSv1.2',
			name: 'mail.refrain.example',
			banner: 'Refrain demonstration world',
			authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
			size: LARGEST_MAIL,
			rejectOversized: true,
			hideDSN: false,
			disableReverseLookup: true,
			logger: false,
			onAuth({ username = '', password, accessToken }, _session, callback) {
				const entry =
					accessToken === undefined
						? doors.byPassword(username, password ?? '', 'smtp')
						: doors.byToken(username, accessToken, 'smtp');
				if (entry.kind === 'open') callback(null, { user: entry.address });
				// A token that is not taken is answered with a challenge first, as both providers do.
				else if (entry.kind === 'refused' && accessToken !== undefined)
					callback(null, { data: { status: '400', schemes: 'bearer' } });
				else callback(asError(LOGIN_REFUSALS[entry.kind]));
			},
			onMailFrom({ address }, session, callback) {
				const account = senderOf(session);
				const mailFrom = address.toLowerCase();
				if (relay.asksToSlow(account)) {
					callback(asError({ code: 421, text: '4.7.0 Too many mails at once, slow down' }));
					return hangUp(session);
				}
				const own = withoutTag(mailFrom) === account || relay.mayWriteAs(account, mailFrom);
				if (!own) callback(asError({ code: 553, text: '5.7.1 This sender is not yours' }));
				else if (isSuspended(senderOf(session))) callback(asError(suspended(address)));
				else callback(null);
			},
			onRcptTo({ address }, session, callback) {
				const refusal = desk.judgeRecipient(senderOf(session), address.toLowerCase());
				callback(refusal && asError(refusal));
			},
			onData(stream, session, callback) {
				const chunks: Buffer[] = [];
				stream.on('data', (chunk: Buffer) => chunks.push(chunk));
				stream.on('end', () => {
					// The server answers 552 by itself.
					if (stream.sizeExceeded) return callback();
					desk.accept(envelopeOf(session), Buffer.concat(chunks)).then(
						async (outcome) => {
							await relay.turn(senderOf(session));
							if (outcome === 'cut') destroySocket(session);
							else callback(null, '2.0.0 Kept');
							accepted();
						},
						() => callback(asError({ code: 451, text: '4.3.0 Could not keep it' })),
					);
				});
			},
		});

	const tls = serverOf(true);
	const startTls = serverOf(false);
	const servers = [tls, startTls];
	// A client that does not trust the authority, or goes away, is no fault of ours; without a listener it is fatal.
	for (const server of servers) server.on('error', () => {});

	const open = () => servers.flatMap((server) => [...server.connections]);
	const socketOf = ({ id }: SMTPServerSession) => open().find((connection) => connection.id === id)?._socket;
	const destroySocket = (session: SMTPServerSession) => socketOf(session)?.destroy();
	/** Once what was answered is on its way (RFC 5321, 3.8). */
	const hangUp = (session: SMTPServerSession) => void setImmediate(() => socketOf(session)?.end());
	return {
		tls,
		startTls,
		closeConnections(address) {
			for (const { session, _socket } of open()) if (session.user === address) _socket.destroy();
		},
	};
}

const senderOf = (session: SMTPServerSession) => session.user as string;

function envelopeOf(session: SMTPServerSession) {
	const { mailFrom, rcptTo, dsn } = session.envelope;
	return {
		sender: senderOf(session),
		mailFrom: mailFrom ? mailFrom.address.toLowerCase() : '',
		recipients: rcptTo.map(({ address, dsn: wishes }: SMTPServerAddress) => ({
			address: address.toLowerCase(),
			originalRecipient: wishes?.orcpt ?? null,
			notify: wishes?.notify?.join(',') ?? null,
		})),
		envelopeId: dsn?.envid ?? null,
		returns: dsn?.ret ?? null,
	};
}

/** As hosts say it before any recipient is named: a matter of the mailbox alone. */
const suspended = (address: string): SmtpRefusal => ({
	code: 554,
	text: `5.7.1 <${address}>: Sender address rejected: account suspended, unusual activity`,
});

/** As Exchange Online words them, where it is about more than a wrong password. */
const LOGIN_REFUSALS: Readonly<Record<Exclude<Entry['kind'], 'open'>, SmtpRefusal>> = {
	refused: { code: 535, text: '5.7.8 Wrong address or password' },
	'password-off': {
		code: 535,
		text: '5.7.139 Authentication unsuccessful, basic authentication is disabled.',
	},
	'protocol-off': {
		code: 535,
		text: '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
	},
};

const asError = ({ code, text }: SmtpRefusal) => Object.assign(new Error(text), { responseCode: code });
