import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import { resolveGuarded } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { AccountAccess } from '#mail/credentials.ts';
import { listOwnFolders } from '#mail/imap/own-folders.ts';
import { imapLogin } from '#mail/imap/imap-login.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';

/** How a mail of ours is recognised. */
export interface MailMark {
	/** With angle brackets. */
	readonly messageId: string;
	readonly sendId: string;
}

/** The Sent folder could not be visited or has no answer; the message is the code and names nobody. */
export class SentFolderUnavailable extends Error {
	readonly code: 'connection' | 'login' | 'no-sent-folder' | 'search-failed' | 'append-failed';
	constructor(code: SentFolderUnavailable['code']) {
		super(code);
		this.name = 'SentFolderUnavailable';
		this.code = code;
	}
}

/** One visit to the Sent folder over one connection. */
export interface SentFolder {
	/** Whether a mail of ours lies there: by Message-ID, by the id that Microsoft keeps of it, by our own header. */
	holds(mark: MailMark): Promise<boolean>;
	/** Files the exact bytes, read, unless they lie there already. Call it only for a mail that was accepted. */
	file(mark: MailMark, bytes: Buffer, at: Date): Promise<void>;
}

const WITHIN = 15_000;

/**
 * Opens an account through the guard and hands its Sent folder to `visit`.
 *
 * @throws SentFolderUnavailable
 */
export async function visitSentFolder<T>(
	account: AccountAccess,
	policy: NetworkPolicy,
	visit: (folder: SentFolder) => Promise<T>,
): Promise<T> {
	const client = await connect(account, policy);
	try {
		const { sentFolder } = account;
		const folders = await listOwnFolders(client, sentFolder ? { hints: { sent: sentFolder } } : {});
		const sent = folders.find((folder) => folder.specialUse === '\\Sent');
		if (!sent) throw new SentFolderUnavailable('no-sent-folder');
		const holds = async (mark: MailMark) => {
			await client.mailboxOpen(sent.path, { readOnly: true });
			for (const header of headersOf(mark)) {
				// imapflow answers false or nothing, not an error, when the server refuses a search.
				const found = await client.search({ header }, { uid: true });
				if (!found) throw new SentFolderUnavailable('search-failed');
				if (found.length > 0) return true;
			}
			return false;
		};
		return await visit({
			holds,
			async file(mark, bytes, at) {
				if (await holds(mark)) return;
				if (!(await client.append(sent.path, bytes, ['\\Seen'], at)))
					throw new SentFolderUnavailable('append-failed');
			},
		});
	} catch (error) {
		throw error instanceof SentFolderUnavailable ? error : new SentFolderUnavailable('connection');
	} finally {
		client.close();
	}
}

function headersOf({ messageId, sendId }: MailMark): Record<string, string>[] {
	return [
		{ 'message-id': messageId },
		{ [SEND_HEADER.toLowerCase()]: sendId },
		{ 'x-microsoft-original-message-id': messageId },
	];
}

async function connect(account: AccountAccess, policy: NetworkPolicy): Promise<ImapFlow> {
	let client: ImapFlow | undefined;
	try {
		const target = await resolveGuarded(account.host, account.port, policy);
		const { host: _, ...tls } = target.tls;
		client = new ImapFlow({
			// The checked address; the certificate is checked against the name.
			host: target.addresses[0]!,
			...(isIP(target.host) ? {} : { servername: target.host }),
			port: target.port,
			secure: account.security === 'tls',
			doSTARTTLS: account.security === 'starttls',
			tls,
			auth: imapLogin(account.credentials),
			logger: false,
			disableAutoIdle: true,
			connectionTimeout: WITHIN,
			greetingTimeout: WITHIN,
			socketTimeout: 2 * WITHIN,
		});
		client.on('error', () => {});
		await client.connect();
		return client;
	} catch (error) {
		// imapflow leaves the socket of a failed login open until the server times out.
		client?.close();
		const refused = (error as { authenticationFailed?: boolean }).authenticationFailed === true;
		throw new SentFolderUnavailable(refused ? 'login' : 'connection');
	}
}
