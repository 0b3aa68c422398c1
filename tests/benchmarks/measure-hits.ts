import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { analyzePlaces } from '#domain/newsletters/issues/analyze-places.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { allSteps, runBuildSteps } from '#embedded/build-steps.ts';
import { Progress } from '#embedded/first-stage/progress.mjs';
import { findFreePort } from '#embedded/free-port.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import type { BenchServers } from './bench-servers.ts';
import { usedBy } from './cost.ts';
import type { Product } from './product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const AGENT =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
/** Seconds that are not counted: the first ones plan statements and compile code. */
const WARM_UP = 3;

/** How many hits come a second and for how long, over how many connections; and how often a page is asked for beside them. */
export interface HitLoad {
	readonly perSecond: number;
	readonly seconds: number;
	readonly connections: number;
	readonly pagesPerSecond: number;
}

/** Milliseconds from the instant at which a hit was due to its answer. */
export interface HitFigures {
	readonly answered: number;
	readonly perSecond: number;
	readonly median: number;
	readonly p99: number;
	readonly worst: number;
	/** Rows in the database when all was answered: nothing may be missing. */
	readonly stored: number;
	/** Processor time of one hit, in milliseconds: what counts on a busy machine. */
	readonly web: number;
	readonly postgres: number;
	readonly pageMedian: number;
	readonly pageP99: number;
}

/** Hits of links on one web process at a steady rate, whether or not it keeps up, while pages are asked for. */
export async function measureHits(
	{ pids }: Pick<BenchServers, 'pids'>,
	product: Product,
	load: HitLoad,
): Promise<HitFigures> {
	await runBuildSteps(allSteps, root, new Progress());
	const { database, envelopes } = product.services;
	const ring = await openKeyRing(database, envelopes, 'unsubscribe');
	const { subscriptionId, issueId, places } = await fillIssue(product);
	const web = await startWeb(product);
	const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
	const pages = new Agent({ keepAlive: true, maxSockets: 4 });
	try {
		const paths = Array.from(
			{ length: places },
			(_, index) => `/l/${placeTickets(ring, { issueId, place: index + 1 }).link(1)}`,
		);
		const used = () => [usedBy(web.pid), usedBy(pids.postgres)] as const;
		const before = used();
		const total = load.perSecond * (load.seconds + WARM_UP);
		const [hits, shown] = await Promise.all([
			atRate(load.perSecond, total, (index) => ask(agent, web.port, paths[index % places]!, 307)),
			atRate(load.pagesPerSecond, load.pagesPerSecond * (load.seconds + WARM_UP), () =>
				ask(pages, web.port, '/sign-in', 200),
			),
		]);
		const after = used();
		const counted = hits.slice(load.perSecond * WARM_UP).toSorted((one, other) => one - other);
		const looked = shown.slice(load.pagesPerSecond * WARM_UP).toSorted((one, other) => one - other);
		const stored = await database.inSubscription(subscriptionId, ({ db }) =>
			db.hit.count({ where: { issueId } }),
		);
		return {
			answered: hits.length,
			perSecond: counted.length / load.seconds,
			median: at(counted, 0.5),
			p99: at(counted, 0.99),
			worst: at(counted, 1),
			stored,
			web: (after[0] - before[0]) / hits.length,
			postgres: (after[1] - before[1]) / hits.length,
			pageMedian: at(looked, 0.5),
			pageP99: at(looked, 0.99),
		};
	} finally {
		agent.destroy();
		pages.destroy();
		await web.stop();
	}
}

const at = (sorted: readonly number[], part: number) =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** Begins one act every so often without waiting for the one before. Answers how long each took since it was due. */
async function atRate(
	perSecond: number,
	total: number,
	act: (index: number) => Promise<void>,
): Promise<number[]> {
	const began = performance.now();
	const acts: Promise<number>[] = [];
	while (acts.length < total) {
		const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * perSecond) + 1);
		while (acts.length < due) {
			const dueAt = began + (acts.length / perSecond) * 1_000;
			acts.push(act(acts.length).then(() => performance.now() - dueAt));
		}
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	return Promise.all(acts);
}

function ask(agent: Agent, port: number, path: string, status: number): Promise<void> {
	return new Promise((resolve, reject) => {
		const asking = request(
			{ agent, port, host: '127.0.0.1', path, headers: { 'user-agent': AGENT } },
			(answer) => {
				answer.resume();
				if (answer.statusCode !== status) reject(new Error(`${path} answered ${answer.statusCode}`));
				answer.on('end', () => resolve());
			},
		);
		asking.on('error', reject);
		asking.end();
	});
}

/** An issue with a link, that went to so many. */
async function fillIssue({ services: { database } }: Product) {
	const places = 5_000;
	const subscriptionId = randomUUID();
	const { issueId } = await database.inSubscription(subscriptionId, async (tx) => {
		await createSubscription(tx);
		return createIssue(tx, {
			ownerId: await createUser(tx),
			links: [{ url: 'https://atelier.example/visite' }],
			places: Array.from({ length: places }, (_, index) => ({
				...{ contactId: null, address: null },
				addressHash: createHash('sha256').update(`${index}`).digest(),
			})),
		});
	});
	// As after every snapshot: nothing is known of a table that was filled a moment ago.
	await database.inSubscription(subscriptionId, analyzePlaces);
	return { subscriptionId, issueId, places };
}

async function startWeb({
	environment,
}: Product): Promise<{ port: number; pid: number; stop(): Promise<void> }> {
	const port = await findFreePort();
	const child = spawn(process.execPath, ['web/server.ts'], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: {
			...{ PATH: process.env.PATH, TZ: 'UTC' },
			...environment,
			REFRAIN_PUBLIC_URL: `http://localhost:${port}`,
			REFRAIN_PORT: String(port),
		},
	});
	while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 100));
	return {
		port,
		pid: child.pid!,
		stop: async () => {
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGINT');
			await gone;
		},
	};
}

async function answers(port: number): Promise<boolean> {
	return fetch(`http://127.0.0.1:${port}/health`).then(
		() => true,
		() => false,
	);
}
