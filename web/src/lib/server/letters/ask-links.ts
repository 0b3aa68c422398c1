import {
	outcomeOfFailure,
	outcomeOfStatus,
	type LinkVerdict,
} from '#domain/newsletters/content/check/link-verdict.ts';
import { Unanswered } from '#platform/network/ask-guarded.ts';
import { askStatus } from '#platform/network/ask-status.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/** Milliseconds for one address, redirects, addresses asked at once, and how many are asked at all. */
export const ASK_LIMITS = { answerWithin: 8_000, redirectsAtMost: 4, atOnce: 6, addresses: 60 } as const;

/** Asks addresses of a letter whether they live, a few at a time. Fails for none of them: what happened is its verdict. */
export async function askLinks(
	urls: readonly string[],
	policy: NetworkPolicy,
	at: Date,
): Promise<LinkVerdict[]> {
	const verdicts: LinkVerdict[] = [];
	const waiting = urls.slice(0, ASK_LIMITS.addresses);
	const worker = async () => {
		for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
			verdicts.push(await askLink(url, policy, at));
		}
	};
	await Promise.all(Array.from({ length: ASK_LIMITS.atOnce }, worker));
	return verdicts;
}

async function askLink(url: string, policy: NetworkPolicy, askedAt: Date): Promise<LinkVerdict> {
	try {
		const status = await askStatus(url, policy, ASK_LIMITS);
		return { url, outcome: outcomeOfStatus(status), answer: String(status), askedAt };
	} catch (error) {
		if (!(error instanceof Unanswered)) throw error;
		return { url, outcome: outcomeOfFailure(error.code), answer: error.code, askedAt };
	}
}
