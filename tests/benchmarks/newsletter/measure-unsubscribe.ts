import { performance } from 'node:perf_hooks';
import { unsubscribe } from '#domain/behind-mails/acts-of-page.ts';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import type { Product } from '../product.ts';
import { figure } from '../table.ts';
import { issueToSend } from './issue-to-send.ts';
import type { NewsletterSize } from './sides.ts';
import type { BenchRelay } from './start-relay.ts';

/** One-click unsubscriptions at once, as mail programs send them. */
const LANES = 4;

/**
 * Whoever unsubscribes while windows are armed at full speed: how long it takes until it is answered, and that nobody gets the
 * mail after an answer that said it was not under way.
 */
export async function measureUnsubscribe(
	product: Product,
	relay: BenchRelay,
	size: NewsletterSize,
): Promise<void> {
	const { database, envelopes, unsubscribeKeys } = product.services;
	const issue = await issueToSend(product, relay, size);
	await issue.prepare();
	const { subscriptionId, issueId } = issue;
	let isOver = false;
	let next = size.recipients;
	const took: number[] = [];
	const lane = async () => {
		while (!isOver && next > 0) {
			// From the end of the list: those have not left yet, and their windows come nearer.
			const { unsubscribe: token } = placeTickets(unsubscribeKeys, { issueId, place: (next -= 7) + 7 });
			const from = performance.now();
			await unsubscribe(database, envelopes, unsubscribeKeys, token, { cause: 'one-click' });
			took.push(performance.now() - from);
		}
	};
	const sent = issue.send().finally(() => (isOver = true));
	await Promise.all([sent, ...Array.from({ length: LANES }, lane)]);
	const { taken, twice } = await relay.taken();
	const counts = await database.inSubscription(subscriptionId, (tx) => issueCounts(tx, issueId));
	if (counts?.accepted !== taken || twice > 0 || counts.waiting > 0)
		throw new Error(`the relay took ${taken}, ${twice} twice; the rows say ${JSON.stringify(counts)}`);
	took.sort((one, other) => one - other);
	const at = (share: number) => figure(took[Math.min(took.length - 1, Math.floor(share * took.length))]!);
	console.log(
		`\nunsubscribing while an issue leaves: ${took.length} of ${size.recipients}, ${counts.leftOut} of them in time\n` +
			`  p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
	);
}
