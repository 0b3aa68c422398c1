import type { BenchServers } from '../bench-servers.ts';
import { costBetween, readCosts } from '../cost.ts';
import { median } from '../rounds.ts';
import { figure } from '../table.ts';
import type { NewsletterSide, NewsletterSize } from './sides.ts';
import type { BenchRelay } from './start-relay.ts';

interface Figures {
	readonly perSecond: number;
	/** Milliseconds of processor a mail, of this process and of PostgreSQL. */
	readonly sender: number;
	readonly postgres: number;
	/** Bytes above what was resident before. */
	readonly memory: number;
	/** Bytes of a mail on the wire. */
	readonly bytes: number;
}

/** Milliseconds between two looks at the memory. */
const LOOK_EVERY = 50;

/**
 * Measures all sides in turn, after one round that warms up and is not kept, and prints their medians beside the first one's.
 * Each side must have brought every mail once.
 */
export async function compareNewsletter(
	servers: Pick<BenchServers, 'pids'>,
	relay: BenchRelay,
	{ rounds, delay, ...size }: NewsletterSize & { readonly rounds: number; readonly delay: number },
	sides: Readonly<Record<string, NewsletterSide>>,
): Promise<void> {
	const figures = new Map<string, Figures[]>(Object.keys(sides).map((name) => [name, []]));
	for (let round = 0; round <= rounds; round++)
		for (const [name, side] of Object.entries(sides)) {
			const measured = await measure(servers, relay, { ...size, delay }, side);
			if (round > 0) figures.get(name)!.push(measured);
		}
	const middle = (name: string, of: (one: Figures) => number) => median(figures.get(name)!.map(of));
	const [bare] = Object.keys(sides);
	console.log(
		`\na newsletter over a relay: ${size.recipients} mails, ${size.connections} connections, ${delay} ms a reply`,
	);
	for (const name of Object.keys(sides)) {
		const perSecond = middle(name, (one) => one.perSecond);
		const ratio = perSecond / middle(bare!, (one) => one.perSecond);
		const sender = middle(name, (one) => one.sender);
		const postgres = middle(name, (one) => one.postgres);
		const memory = middle(name, (one) => one.memory) / 1_048_576;
		const bytes = middle(name, (one) => one.bytes);
		console.log(
			`  ${name.padEnd(22)} ${figure(perSecond).padStart(7)} mails/s of ${figure(bytes)} bytes  ${ratio.toFixed(2)} of bare  ` +
				`${(sender + postgres).toFixed(3)} ms of processor a mail (PostgreSQL ${postgres.toFixed(3)})  ${figure(memory)} MB more`,
		);
	}
}

async function measure(
	servers: Pick<BenchServers, 'pids'>,
	relay: BenchRelay,
	{ delay, ...size }: NewsletterSize & { readonly delay: number },
	side: NewsletterSide,
): Promise<Figures> {
	const sendAll = await side(relay, size);
	relay.answerAfter(delay);
	const resident = process.memoryUsage.rss();
	let most = resident;
	const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), LOOK_EVERY);
	const before = readCosts(servers);
	const began = performance.now();
	await sendAll();
	const took = performance.now() - began;
	const { worker: sender, postgres } = costBetween(before, readCosts(servers), size.recipients);
	clearInterval(looking);
	const { taken, twice, bytes } = await relay.taken();
	if (taken !== size.recipients || twice > 0)
		throw new Error(`${taken} of ${size.recipients} mails were taken, ${twice} of them twice`);
	return {
		perSecond: (size.recipients * 1_000) / took,
		...{ sender, postgres },
		memory: most - resident,
		bytes: bytes / taken,
	};
}
