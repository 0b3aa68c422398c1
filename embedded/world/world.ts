import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_MAILBOXES, DEMO_PLATFORM_MAILBOX } from '#prisma/demo/mailboxes.ts';
import { CADRELUNE, ORGEVANE } from '#prisma/demo/subscriptions.ts';
import { WORLD_TOKEN_FILE } from '#platform/world/control-contract.ts';
import type { WorldPorts } from '#platform/world/control-contract.ts';
import { issueWorldCertificate } from './authority.ts';
import { createControlServer } from './control/control-server.ts';
import { controlRoutes } from './control/routes.ts';
import { createDelivery } from './delivery.ts';
import { createDomainClock } from './domain-clock.ts';
import { createImapFront } from './imap/imap-front.ts';
import { openLiveMailbox } from './imap/live-mailbox.ts';
import type { LiveMailbox } from './imap/live-mailbox.ts';
import { createActRunner } from './people/act-runner.ts';
import type { ActTools } from './people/perform-act.ts';
import { createVisitor } from './people/visit-page.ts';
import { listenOnRememberedPorts } from './remembered-ports.ts';
import { createReceptionDesk } from './smtp/reception.ts';
import { createSubmission } from './smtp/submission.ts';
import { createActStore } from './store/act-store.ts';
import { createMailboxStore } from './store/mailbox-store.ts';
import { createPeopleStore } from './store/people-store.ts';
import { openWorldDatabase } from './store/world-database.ts';

/** Where a world lies and what it is told from outside. */
export interface WorldOptions {
	/** Made where it is missing, readable by its owner alone. */
	readonly folder: string;
	/** What bears the control interface; without one it is made once and kept in the folder. */
	readonly token?: string;
	/** The product's own address: beside loopback the only pages that people open. */
	readonly publicUrl?: string;
	/** Ports that must be taken; the others are remembered ones. */
	readonly ports?: Partial<WorldPorts>;
	onFault(error: unknown): void;
}

/** A running world. */
export interface World {
	readonly ports: WorldPorts;
	readonly token: string;
	/** PEM file of the authority that the mail servers' certificate comes from. */
	readonly authorityFile: string;
	/** Ends open connections, lets the act at hand end and closes the database. */
	stop(): Promise<void>;
}

/** Domains of which the world has every mailbox: no other address exists there. */
const OWN_DOMAINS = new Set<string>([CADRELUNE.domain, ORGEVANE.domain]);

/** Starts the mail world with its people (docs/demonstration-world/README.md). Answers when all its servers listen. */
export async function startWorld(options: WorldOptions): Promise<World> {
	const { folder, onFault } = options;
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const token = options.token ?? (await keptToken(join(folder, WORLD_TOKEN_FILE)));
	const certificate = await issueWorldCertificate(folder);
	const database = openWorldDatabase(join(folder, 'world.sqlite'));
	const clock = createDomainClock(database);
	const mailboxes = createMailboxStore(database);
	const people = createPeopleStore(database);
	const acts = createActStore(database);

	database.transaction(() => {
		for (const mailbox of [...DEMO_MAILBOXES, DEMO_PLATFORM_MAILBOX]) mailboxes.ensure(mailbox, clock.now());
	});
	const live = new Map<string, LiveMailbox>(
		mailboxes
			.withPassword()
			.map(({ address }) => [address, openLiveMailbox(address, { database, store: mailboxes, clock })]),
	);
	const delivery = createDelivery(mailboxes, live, clock);
	/** Address of the mailbox that a name and a password open. */
	const signIn = (name: string, password: string) => {
		const mailbox = mailboxes.find(name);
		return mailbox?.password != null && mailbox.password === password ? mailbox.address : undefined;
	};
	const imap = createImapFront(certificate, (name, password) => {
		const address = signIn(name, password);
		return address === undefined ? undefined : { address, live: live.get(address)! };
	});
	const tools: ActTools = {
		database,
		acts,
		people,
		mailboxes,
		delivery,
		clock,
		visitor: createVisitor(options.publicUrl),
		closeConnections(address) {
			imap.closeConnections(address);
			submission.closeConnections(address);
		},
	};
	const runner = createActRunner(tools, onFault);
	const submission = createSubmission(
		certificate,
		signIn,
		(address) => mailboxes.find(address)?.isSuspended ?? false,
		createReceptionDesk(tools, OWN_DOMAINS),
		() => runner.wake(),
	);
	const control = createControlServer(
		token,
		controlRoutes(tools, runner, () => ports),
		onFault,
	);
	const ports: WorldPorts = await listenOnRememberedPorts(
		folder,
		{
			smtp: submission.tls.server,
			smtpStartTls: submission.startTls.server,
			imap: imap.listener,
			control,
		},
		options.ports,
	);
	runner.wake();
	return {
		ports,
		token,
		authorityFile: certificate.authorityFile,
		async stop() {
			const closing = [
				new Promise((resolve) => submission.tls.close(() => resolve(null))),
				new Promise((resolve) => submission.startTls.close(() => resolve(null))),
				new Promise((resolve) => imap.listener.close(resolve)),
				new Promise((resolve) => control.close(resolve)),
			];
			for (const { address } of mailboxes.withPassword()) tools.closeConnections(address);
			control.closeAllConnections();
			await runner.stop();
			await Promise.race([Promise.all(closing), new Promise((resolve) => setTimeout(resolve, 2_000))]);
			database.close();
		},
	};
}

async function keptToken(file: string): Promise<string> {
	const kept = await readFile(file, 'utf8').catch(() => '');
	if (kept) return kept;
	const token = randomBytes(32).toString('hex');
	await writeFile(file, token, { mode: 0o600 });
	return token;
}
