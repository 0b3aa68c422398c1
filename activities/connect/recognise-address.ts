import { readToRecognise, recordRecognition } from '#domain/connections/record-recognition.ts';
import type { Recognition } from '#domain/connections/recognition.ts';
import { discoverAccount } from '#mail/discovery/discover-account.ts';
import type { SearchEnd, StepReport } from '#mail/discovery/discovery.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ConnectDeps } from './connect-deps.ts';
import { recognitionOfChoice } from './recognition-of-choice.ts';
import { recognitionOfSearch } from './recognition-of-search.ts';

/**
 * Looks for the provider of a connection's address, or for the servers of one that a person named, and keeps what it found.
 * Safe to repeat: what was kept meanwhile stays.
 */
export async function recogniseAddress({ database, discovery }: ConnectDeps, run: RunRef): Promise<void> {
	const asked = await database.inSubscription(run.subscriptionId, (tx) => readToRecognise(tx, run.id));
	if (!asked) return;
	const { address, provider } = asked;
	const found = provider
		? recognitionOfChoice(provider, address, discovery.presets)
		: await search(address, discovery);
	await database.inSubscription(run.subscriptionId, (tx) => recordRecognition(tx, run.id, asked, found));
}

async function search(address: string, tools: ConnectDeps['discovery']): Promise<Recognition> {
	const steps: StepReport[] = [];
	let end: SearchEnd | undefined;
	for await (const event of discoverAccount(address, tools)) {
		if (event.kind === 'step') steps.push(event);
		if (event.kind === 'end') end = event;
	}
	return recognitionOfSearch(steps, end!, address, tools.presets);
}
