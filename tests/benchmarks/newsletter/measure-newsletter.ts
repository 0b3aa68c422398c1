import { median } from '../rounds.ts';
import { figure } from '../table.ts';
import type { NewsletterSide, NewsletterSize } from './sides.ts';
import type { BenchRelay } from './start-relay.ts';

interface Figures {
	readonly perSecond: number;
	/** Milliseconds of this process a mail. */
	readonly processor: number;
	/** Bytes above what was resident before. */
	readonly memory: number;
}

/** Milliseconds between two looks at the memory. */
const LOOK_EVERY = 50;

/**
 * Measures all sides in turn, after one round that warms up and is not kept, and prints their medians beside the first one's.
 * Each side must have brought every mail once.
 */
export async function compareNewsletter(
	title: string,
	relay: BenchRelay,
	{ rounds, delay, ...size }: NewsletterSize & { readonly rounds: number; readonly delay: number },
	sides: Readonly<Record<string, NewsletterSide>>,
): Promise<void> {
	const figures = new Map<string, Figures[]>(Object.keys(sides).map((name) => [name, []]));
	for (let round = 0; round <= rounds; round++)
		for (const [name, side] of Object.entries(sides)) {
			const measured = await measure(relay, { ...size, delay }, side);
			if (round > 0) figures.get(name)!.push(measured);
		}
	const middle = (name: string, of: (one: Figures) => number) => median(figures.get(name)!.map(of));
	const [bare] = Object.keys(sides);
	console.log(`\n${title}: ${size.recipients} mails, ${size.connections} connections, ${delay} ms a reply`);
	for (const name of Object.keys(sides)) {
		const perSecond = middle(name, (one) => one.perSecond);
		const ratio = perSecond / middle(bare!, (one) => one.perSecond);
		const processor = middle(name, (one) => one.processor);
		const memory = middle(name, (one) => one.memory) / 1_048_576;
		console.log(
			`  ${name.padEnd(22)} ${figure(perSecond).padStart(7)} mails/s  ${ratio.toFixed(2)} of bare  ${processor.toFixed(3)} ms of processor a mail  ${figure(memory)} MB more`,
		);
	}
}

async function measure(
	relay: BenchRelay,
	{ delay, ...size }: NewsletterSize & { readonly delay: number },
	side: NewsletterSide,
): Promise<Figures> {
	relay.answerAfter(delay);
	const resident = process.memoryUsage.rss();
	let most = resident;
	const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), LOOK_EVERY);
	const used = process.cpuUsage();
	const began = performance.now();
	await side(relay, size);
	const took = performance.now() - began;
	const { user, system } = process.cpuUsage(used);
	clearInterval(looking);
	const { taken, twice } = await relay.taken();
	if (taken !== size.recipients || twice > 0)
		throw new Error(`${taken} of ${size.recipients} mails were taken, ${twice} of them twice`);
	return {
		perSecond: (size.recipients * 1_000) / took,
		processor: (user + system) / 1_000 / size.recipients,
		memory: most - resident,
	};
}
