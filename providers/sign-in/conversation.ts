import {
	askGuarded,
	Unanswered,
	type Answer,
	type AskLimits,
	type Question,
} from '#platform/network/ask-guarded.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { Refused, Unavailable } from './sign-in-answer.ts';

/** One question of ours to a vendor, which its library words and our guard asks. */
export interface Conversation {
	/** Asks through the guard; a second question is refused, because the first may have used up what it carried. */
	ask(question: Question): Promise<Answer>;
	/** What went wrong, once the library has given up. */
	outcome(): Refused | Unavailable;
	/** Whether the vendor answered with this `error`. */
	wasSaid(error: string): boolean;
}

/** How a vendor's refusals are told from its outages, and what they mean. */
export interface Refusals {
	isRefusal(said: Readonly<Record<string, unknown>>): boolean;
	refusalOf(said: Readonly<Record<string, unknown>>): Refused;
}

/**
 * Opens the conversation that one answer of ours costs. What the vendor said is judged here and not by the errors of its
 * library, which may carry its words.
 */
export function openConversation(
	policy: NetworkPolicy,
	limits: AskLimits,
	{ isRefusal, refusalOf }: Refusals,
): Conversation {
	let answer: Answer | undefined;
	let fault: string | undefined;
	let isAsked = false;
	return {
		async ask(question) {
			if (isAsked) throw new Unanswered('aborted');
			isAsked = true;
			try {
				return (answer = await askGuarded(question, policy, limits));
			} catch (error) {
				fault = error instanceof Unanswered ? error.code : 'connection-lost';
				throw error;
			}
		},
		outcome() {
			if (!answer) return { kind: 'unavailable', code: fault ?? 'not-asked' };
			const { status, body } = answer;
			if (status === 200) return { kind: 'unavailable', code: 'answer-unreadable' };
			const said = objectOf(body);
			// Some refuse with 401 or 403, against RFC 6749 5.2; a page of a proxy that says 400 is no word about the grant.
			if (status >= 400 && status < 500 && isRefusal(said)) return refusalOf(said);
			return { kind: 'unavailable', code: `http-${status}` };
		},
		wasSaid: (error) => answer !== undefined && objectOf(answer.body)['error'] === error,
	};
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
	try {
		const parsed: unknown = JSON.parse(body);
		return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}
