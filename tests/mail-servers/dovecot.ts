import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { findFreePort } from '#embedded/free-port.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { until } from '#tests/environment/until.ts';
import { issueTestCertificate } from '../crash/test-authority.ts';
import { dovecotConfig, oauth2Config } from './dovecot-config.ts';

const run = promisify(execFile);

/** Seconds of the epoch: when old mails came. */
const LONG_AGO = 1_500_000_000;

/** A Dovecot of one's own, on loopback, with an authority of its own. */
export interface DovecotServer {
	readonly host: '127.0.0.1';
	readonly imapsPort: number;
	readonly starttlsPort: number;
	readonly lmtpPort: number;
	readonly authPort: number;
	/** PEM. */
	readonly authority: string;
	/** The same as a file, for processes of their own. */
	readonly authorityFile: string;
	/** Lets this machine's private address be reached and trusts the authority. */
	readonly policy: NetworkPolicy;
	/** Adds a user. */
	addUser(user: string, password: string): void;
	/** Changes a password; the next login knows it. */
	changePassword(user: string, password: string): Promise<void>;
	/** Delivers by LMTP. Answers once the mail lies in the inbox. */
	deliver(user: string, raw: string | Buffer, from?: string): Promise<void>;
	/** Puts many mails of 2017 into the inbox at once, oldest first: 20,000 take 3 s. */
	fill(user: string, mails: readonly string[]): Promise<void>;
	/** Gives a folder another UIDVALIDITY, its mails keep their UIDs. */
	changeUidValidity(user: string, folder: string, value: number): Promise<void>;
	/** Runs doveadm. */
	doveadm(...parameters: string[]): Promise<string>;
	/** Ends every connection of a user. */
	kick(user: string): Promise<void>;
	/** Ends it, waits until its ports are free; its mails stay for `start`. */
	halt(): Promise<void>;
	start(): Promise<void>;
	/** Ends it and removes everything. */
	stop(): Promise<void>;
}

/**
 * Starts Dovecot (docs/design/test-servers.md#dovecot). The package `dovecot-imapd` and `dovecot-lmtpd` of Debian must
 * be there.
 */
export async function startDovecot(
	options: {
		connectionsPerUser?: number;
		shares?: boolean;
		/** Who says whose a token is, and the authority of its certificate (PEM). */
		tokens?: { introspectionUrl: string; authority: string };
		/** `xoauth2`: the only one, as at Exchange Online. */
		byToken?: 'xoauth2';
		/** Says that it keeps labels, as Gmail does. */
		labels?: boolean;
	} = {},
): Promise<DovecotServer> {
	const folder = mkdtempSync(join(tmpdir(), 'rd-'));
	const asRoot = userInfo().uid === 0;
	const user = asRoot ? 'nobody' : userInfo().username;
	const group = asRoot ? 'nogroup' : execFileSync('id', ['-gn']).toString().trim();
	const ports: number[] = [];
	while (ports.length < 4) ports.push(await findFreePort(undefined, ports));
	const [imapsPort, starttlsPort, lmtpPort, authPort] = ports as [number, number, number, number];
	const settings = {
		folder,
		user,
		group,
		imapsPort,
		starttlsPort,
		lmtpPort,
		authPort,
		connectionsPerUser: options.connectionsPerUser ?? 50,
		shares: options.shares ?? false,
		labels: options.labels ?? false,
		introspectionUrl: options.tokens?.introspectionUrl,
		mechanisms: `plain login ${options.byToken ?? 'xoauth2 oauthbearer'}`,
	};
	const certificate = await issueTestCertificate();
	for (const name of ['mail', 'run', 'state', 'users']) mkdirSync(join(folder, name));
	const authorityFile = join(folder, 'authority.crt');
	writeFileSync(authorityFile, certificate.authority);
	writeFileSync(join(folder, 'server.crt'), certificate.cert);
	writeFileSync(join(folder, 'server.key'), certificate.key);
	writeFileSync(join(folder, 'dovecot.conf'), dovecotConfig(settings));
	if (options.tokens) {
		const authorityFile = join(folder, 'tokens.crt');
		writeFileSync(authorityFile, options.tokens.authority);
		writeFileSync(join(folder, 'oauth2.conf'), oauth2Config(options.tokens.introspectionUrl, authorityFile));
	}
	if (settings.shares) writeFileSync(join(folder, 'public-acls'), 'Public anyone lrk\nPublic/* anyone lrk\n');
	let changes = 0;
	if (asRoot) {
		execFileSync('chmod', ['755', folder]);
		execFileSync('chown', ['-R', 'nobody:nogroup', join(folder, 'mail')]);
	}
	// The growing comment changes the file's size, or a change within one second would not be seen.
	const writePassword = (name: string, password: string) =>
		writeFileSync(join(folder, 'users', name), `${name}:${password}\n#${'.'.repeat(++changes)}\n`);
	const doveadm = async (...parameters: string[]) =>
		(await run('doveadm', ['-c', join(folder, 'dovecot.conf'), ...parameters])).stdout;

	let ended: Promise<unknown> | undefined;
	let master: ReturnType<typeof spawn> | undefined;
	const start = async () => {
		master = spawn('dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
		ended = new Promise((resolve) => master!.once('close', resolve));
		for (const port of [settings.imapsPort, settings.starttlsPort, settings.lmtpPort]) await listening(port);
	};
	const halt = async () => {
		master?.kill('SIGTERM');
		await ended;
	};
	await start();

	return {
		host: '127.0.0.1',
		imapsPort: settings.imapsPort,
		starttlsPort: settings.starttlsPort,
		lmtpPort: settings.lmtpPort,
		authPort: settings.authPort,
		authority: certificate.authority,
		authorityFile,
		policy: {
			kind: 'real',
			allowedPrivateHosts: ['127.0.0.1', 'localhost'],
			authorities: [certificate.authority],
		},
		addUser: writePassword,
		async changePassword(name, password) {
			writePassword(name, password);
			// Dovecot looks whether the file changed once a second.
			await sleep(1_100);
		},
		async deliver(name, raw, from = 'sender@elsewhere.example') {
			const transport = createTransport({
				host: '127.0.0.1',
				port: settings.lmtpPort,
				lmtp: true,
				secure: false,
				ignoreTLS: true,
			});
			await transport.sendMail({ envelope: { from, to: [name] }, raw });
			transport.close();
		},
		async fill(name, mails) {
			const source = join(folder, `fill-${changes++}`);
			for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(source, part), { recursive: true });
			mails.forEach((mail, index) => {
				const path = join(source, 'cur', `${LONG_AGO + index}.M${index}.host:2,S`);
				writeFileSync(path, mail);
				// A Maildir's INTERNALDATE is the time of its file.
				utimesSync(path, LONG_AGO + index, LONG_AGO + index);
			});
			if (asRoot) execFileSync('chown', ['-R', 'nobody:nogroup', source]);
			await doveadm('import', '-u', name, `maildir:${source}`, '', 'ALL');
			rmSync(source, { recursive: true });
		},
		async changeUidValidity(name, path, value) {
			await doveadm('mailbox', 'update', '-u', name, '--uid-validity', String(value), path);
		},
		doveadm,
		async kick(name) {
			await doveadm('kick', name).catch(() => {});
		},
		halt,
		start,
		async stop() {
			await halt();
			if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Waits until somebody answers on a port of loopback. */
export async function listening(port: number): Promise<void> {
	await until(
		`somebody listens on port ${port}`,
		() =>
			new Promise<boolean>((resolve) => {
				const socket = connect(port, '127.0.0.1');
				socket.once('connect', () => {
					socket.destroy();
					resolve(true);
				});
				socket.once('error', () => resolve(false));
			}),
	);
}
