import { setTimeout as sleep } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ImapFlow } from 'imapflow';
import { listen } from '#platform/database/listen.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import { startDovecot, type DovecotServer } from '#tests/mail-servers/dovecot.ts';
import { createActivities } from '#worker/activities.ts';
import { workflowBundle } from '#worker/bundle-workflows.ts';
import { createRuns } from '#worker/runs.ts';
import { startTemporalWorkers } from '#worker/temporal-workers.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { BenchServers } from './bench-servers.ts';
import { createCrowd, PASSWORD } from './crowd.ts';
import type { Services } from '#worker/services.ts';
import type { Product } from './product.ts';

/** Milliseconds from the moment a reply is handed to the mail server, sorted, both sides for the same replies. */
export interface ReplyFigures {
	/** Until a bare imapflow in IDLE has read it. */
	readonly read: readonly number[];
	/** Until the transaction that ended the run has committed. */
	readonly stopped: readonly number[];
}

export interface ReplySize {
	readonly mailboxes: number;
	readonly repliesEach: number;
}

/** A run that waits for its second step, and what its contact answers to. */
interface Waiting {
	readonly id: string;
	readonly mailbox: string;
	readonly contact: string;
	readonly messageId: string;
}

/** Where a reply has been seen, and where its run was seen to change; each is asked for once. */
class Sightings {
	readonly #waiting = new Map<string, (at: number) => void>();

	next(key: string): Promise<number> {
		return Promise.race([
			new Promise<number>((resolve) => this.#waiting.set(key, resolve)),
			sleep(LONGEST, undefined, { ref: false }).then(() => Promise.reject(new Error(`${key}: not seen`))),
		]);
	}
	see(key: string): void {
		this.#waiting.get(key)?.(performance.now());
		this.#waiting.delete(key);
	}
}

/** Milliseconds until a reply must have stopped its run. */
const LONGEST = 30_000;
/** Milliseconds from a mailbox's first reading to its IDLE. */
const SETTLING = 1_000;

/** Replies one after the other through Dovecot with IDLE; the worker watches as `npm start` lets it. */
export async function measureReplies(
	servers: BenchServers,
	product: Product,
	size: ReplySize,
): Promise<ReplyFigures> {
	const dovecot = await startDovecot();
	try {
		return await measure(servers, product, size, dovecot);
	} finally {
		await dovecot.stop();
	}
}

async function measure(
	servers: BenchServers,
	{ config, services, activities, logger }: Product,
	{ mailboxes, repliesEach }: ReplySize,
	dovecot: DovecotServer,
): Promise<ReplyFigures> {
	const runs = await createCrowd(services.database, services.envelopes, {
		mailboxes,
		runsEach: repliesEach,
		steps: 2,
		minutesApart: 10_000,
		smtpPort: servers.smtpPort,
		imapPort: dovecot.imapsPort,
	});
	const performStep = activities.sends!['performStep'] as (run: RunRef) => Promise<Look>;
	for (const run of runs) await new MockActivityEnvironment().run(performStep, run);
	const { subscriptionId } = runs[0]!;
	const waiting = await services.database.inSubscription(
		subscriptionId,
		({ db }) => db.$queryRaw<Waiting[]>`
			SELECT e.id::text, m.address AS mailbox, s.recipient AS contact, s.message_id AS "messageId"
			FROM engagement e JOIN mailbox m ON m.id = e.mailbox_id JOIN send s ON s.engagement_id = e.id
			WHERE s.state = 'accepted' ORDER BY s.id`,
	);
	const addresses = [...new Set(waiting.map(({ mailbox }) => mailbox))];
	for (const address of addresses) dovecot.addUser(address, PASSWORD);

	const seen = new Sightings();
	const listener = await listen({
		url: servers.databaseUrl,
		role: 'refrain_app',
		channel: 'refrain',
		onNotification: (payload) => seen.see((JSON.parse(payload) as { id: string }).id),
	});
	const readers = await Promise.all(addresses.map((address) => readBarely(dovecot, address, seen)));
	const workers = await startTemporalWorkers({
		config,
		bundle: await workflowBundle(),
		activities: createActivities({ ...services, policy: dovecot.policy }),
		logger,
	});
	const temporal = openTemporal(config.temporal);
	try {
		await watchAll(services, temporal.client, subscriptionId);
		const figures = { read: [] as number[], stopped: [] as number[] };
		for (const run of waiting) {
			const both = Promise.all([seen.next(run.messageId), seen.next(run.id)]);
			const from = performance.now();
			await dovecot.deliver(run.mailbox, replyTo(run), run.contact);
			const [readAt, stoppedAt] = await both;
			figures.read.push(readAt - from);
			figures.stopped.push(stoppedAt - from);
		}
		await assertStopped(services, subscriptionId, waiting.length);
		return { read: sorted(figures.read), stopped: sorted(figures.stopped) };
	} finally {
		await workers.stop();
		await temporal.close();
		for (const reader of readers) reader.close();
		await listener.close();
	}
}

/** Starts the mailboxes' runs and waits until each was read to its end and lies in IDLE. */
async function watchAll(
	services: Services,
	client: ReturnType<typeof openTemporal>['client'],
	subscriptionId: string,
): Promise<void> {
	const before = new Date();
	const watches = () =>
		services.database.inSubscription(subscriptionId, ({ db }) => db.mailboxWatch.findMany());
	const { poke } = createRuns(client);
	for (const { mailboxId } of await watches())
		await poke({ kind: 'mailbox', subscriptionId, id: mailboxId, ownerId: null });
	const isWatched = (watch: Awaited<ReturnType<typeof watches>>[number]): boolean =>
		watch.fence > 0 && watch.caughtUpEpoch === watch.epoch && watch.provenAt! > before;
	while (!(await watches()).every(isWatched)) {
		if (Date.now() - before.getTime() > LONGEST) throw new Error('the mailboxes are not watched');
		await sleep(100);
	}
	await sleep(SETTLING);
}

/** The baseline: one connection, IDLE, each new mail read whole. */
async function readBarely(dovecot: DovecotServer, user: string, seen: Sightings): Promise<ImapFlow> {
	const client = new ImapFlow({
		host: dovecot.host,
		port: dovecot.imapsPort,
		secure: true,
		tls: { ca: dovecot.authority },
		auth: { user, pass: PASSWORD },
		logger: false,
	});
	client.on('error', () => {});
	await client.connect();
	await client.mailboxOpen('INBOX');
	client.on('exists', ({ count }: { count: number }) => {
		void client.fetchOne(String(count), { source: true }).then((mail) => {
			const answers = mail && /^In-Reply-To: (.*)\r$/m.exec(mail.source!.toString())?.[1];
			if (answers) seen.see(answers);
		});
	});
	void (async () => {
		while (client.usable) await client.idle().catch(() => {});
	})();
	return client;
}

function replyTo({ mailbox, contact, messageId }: Waiting): string {
	return [
		`From: ${contact}`,
		`To: ${mailbox}`,
		'Subject: Re: Planification',
		`Message-ID: <${crypto.randomUUID()}@people.example>`,
		`In-Reply-To: ${messageId}`,
		'',
		'Bonjour, volontiers. Appelez-moi jeudi.',
		'',
	].join('\r\n');
}

/** What was seen to change has ended by its reply. */
async function assertStopped(services: Services, subscriptionId: string, count: number): Promise<void> {
	const stopped = await services.database.inSubscription(subscriptionId, ({ db }) =>
		db.engagement.count({ where: { reason: 'ended-reply', endedAt: { not: null } } }),
	);
	if (stopped !== count) throw new Error(`${stopped} of ${count} runs were stopped by their reply`);
}

const sorted = (values: readonly number[]): number[] => values.toSorted((one, other) => one - other);
