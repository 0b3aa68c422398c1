import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_MAILBOXES, DEMO_PLATFORM_MAILBOX } from '#prisma/demo/mailboxes.ts';
import { DEMO_SENT } from '#prisma/demo/sent-mails.ts';
import { composeSentBefore } from './letters/sent-before.ts';
import { CADRELUNE, LYON_DOMAIN, ORGEVANE, PERSONAL_DOMAIN } from '#prisma/demo/subscriptions.ts';
import { WORLD_TOKEN_FILE } from '#platform/world/control-contract.ts';
import type { WorldPorts } from '#platform/world/control-contract.ts';
import { SIGN_IN_RETURN_PATH, STAND_IN_CLIENT } from '#platform/world/stand-in-client.ts';
import { createAuthority } from '#embedded/authority/authority-server.ts';
import { openAuthorityStore } from '#embedded/authority/authority-store.ts';
import { issueWorldCertificate } from './authority.ts';
import { createControlServer } from './control/control-server.ts';
import { accountRoutes } from './control/account-routes.ts';
import { nameRoutes } from './control/name-routes.ts';
import { controlRoutes } from './control/routes.ts';
import { createDelivery } from './delivery.ts';
import { ensureDemoAccounts } from './demo-accounts.ts';
import { createDomainClock } from './domain-clock.ts';
import { createDoors } from './doors.ts';
import { createGraph } from './graph.ts';
import { createImapFront } from './imap/imap-front.ts';
import { openLiveMailbox } from './imap/live-mailbox.ts';
import type { LiveMailbox } from './imap/live-mailbox.ts';
import { createActRunner } from './people/act-runner.ts';
import type { ActTools } from './people/perform-act.ts';
import { createVisitor } from './people/visit-page.ts';
import { createNameServer } from './names/name-server.ts';
import { openPublishedNames } from './names/published-names.ts';
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
const OWN_DOMAINS = new Set<string>([CADRELUNE.domain, LYON_DOMAIN, ORGEVANE.domain, PERSONAL_DOMAIN]);

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

	const accounts = openAuthorityStore(database.sql);
	const published = openPublishedNames(database);

	const sentBefore = await composeSentBefore(clock.now());
	database.transaction(() => {
		for (const mailbox of [...DEMO_MAILBOXES, DEMO_PLATFORM_MAILBOX]) {
			const { address } = mailbox;
			if (mailboxes.ensure(mailbox, clock.now()) && address === DEMO_SENT.address)
				for (const mail of sentBefore) mailboxes.file(address, 'Sent', mail);
		}
		ensureDemoAccounts(accounts, mailboxes, clock.now());
	});
	const authority = createAuthority(
		certificate,
		accounts,
		{
			id: STAND_IN_CLIENT.clientId,
			secret: STAND_IN_CLIENT.clientSecret,
			redirectUris:
				options.publicUrl === undefined ? [] : [new URL(SIGN_IN_RETURN_PATH, options.publicUrl).href],
		},
		onFault,
	);
	const doors = createDoors(mailboxes, accounts, authority.grants);
	const live = new Map<string, LiveMailbox>(
		mailboxes
			.withPassword()
			.map(({ address }) => [address, openLiveMailbox(address, { database, store: mailboxes, clock })]),
	);
	const delivery = createDelivery(mailboxes, live, clock);
	const imap = createImapFront(certificate, doors, (address) => live.get(address));
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
	const isSuspended = (address: string) => mailboxes.find(address)?.isSuspended ?? false;
	const desk = createReceptionDesk(tools, OWN_DOMAINS, published.zone);
	const submission = createSubmission(certificate, doors, isSuspended, desk, () => runner.wake());
	const graph = createGraph(certificate, authority.grants, {
		...{ isSuspended, desk, tools },
		accepted: () => runner.wake(),
	});
	const control = createControlServer(
		token,
		[
			...controlRoutes(tools, runner, () => ports),
			...accountRoutes(accounts, tools.closeConnections),
			...nameRoutes(published),
		],
		onFault,
	);
	const names = createNameServer(published.zone);
	const ports: WorldPorts = await listenOnRememberedPorts(
		folder,
		{
			smtp: submission.tls.server,
			smtpStartTls: submission.startTls.server,
			imap: imap.listener,
			control,
			names: names.listener,
			signIn: authority.tls,
			signInPages: authority.pages,
			graph: graph.listener,
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
				...[control, authority.tls, authority.pages, graph.listener].map(
					(server) => new Promise((resolve) => server.close(resolve)),
				),
			];
			for (const { address } of mailboxes.withPassword()) tools.closeConnections(address);
			for (const server of [control, authority.tls, authority.pages, graph.listener])
				server.closeAllConnections();
			await names.close();
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
