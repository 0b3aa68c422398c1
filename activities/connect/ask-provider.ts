import { takeQuestion, type ProviderQuestion } from '#domain/connections/provider-question.ts';
import { takeSignIn, type GraphAnswer, type SignInAnswer } from '#domain/connections/take-sign-in.ts';
import { purposeOfPage } from '#domain/connections/purpose-of-page.ts';
import { SealBroken } from '#platform/secrets/envelope.ts';
import { SIGN_IN_RETURN_PATH } from '#platform/world/stand-in-client.ts';
import type { Resource } from '#providers/sign-in/sign-in-answer.ts';
import type { SignInProvider } from '#providers/sign-in/sign-in-provider.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ConnectDeps } from './connect-deps.ts';

/**
 * Asks a connection's provider once: for what the code of a person who came back stands for, or for the next access tokens of
 * a grant. A code that was taken is asked for by nobody else; where the answer is lost the person signs in once more.
 */
export async function askProvider(deps: ConnectDeps, run: RunRef): Promise<void> {
	const { database, envelopes, logger } = deps;
	const question = await database
		.inSubscription(run.subscriptionId, (tx) => takeQuestion(tx, envelopes, run.id))
		.catch((error: unknown) => {
			if (error instanceof SealBroken) return 'broken' as const;
			throw error;
		});
	const answer = await answerTo(deps, question);
	if (answer.kind !== 'granted')
		logger.warn({ connectionId: run.id, code: answer.code }, 'a provider did not let a person in');
	const asked = typeof question === 'object' ? question : undefined;
	await database.inSubscription(run.subscriptionId, (tx) =>
		takeSignIn(tx, envelopes, run.id, answer, asked?.purpose ?? 'mail', asked?.vendor),
	);
}

async function answerTo(
	deps: ConnectDeps,
	question: ProviderQuestion | 'broken' | undefined,
): Promise<SignInAnswer> {
	if (question === 'broken') return { kind: 'broken', code: 'secret-broken' };
	if (!question) return { kind: 'unavailable', code: 'question-lost' };
	const provider = deps.signInProviders.get(question.vendor);
	if (!provider) return { kind: 'unavailable', code: 'not-configured' };
	const answer = await ask(deps, provider, question);
	if (answer.kind !== 'granted' || question.purpose === 'mail') return answer;
	return withGraph(provider, answer, question.isShared ? 'shared-graph' : 'graph');
}

async function ask(
	{ config }: ConnectDeps,
	provider: SignInProvider,
	question: ProviderQuestion,
): Promise<SignInAnswer> {
	if (question.kind === 'renew') {
		const renewed = await provider.renew(question.grant, 'mail');
		return renewed.kind === 'granted' ? { ...renewed, address: undefined, missing: 0 } : renewed;
	}
	const { code, verifier } = question;
	const purpose = purposeOfPage(question);
	const redirectUri = `${config.publicUrl}${SIGN_IN_RETURN_PATH}`;
	const redeemed = await provider.redeem({ code, verifier, redirectUri, purpose });
	if (redeemed.kind !== 'granted') return redeemed;
	const { account, missing, ...access } = redeemed;
	return { ...access, address: account.address, missing: missing.length };
}

/** One resource a token: the grant that lets one in to the mailbox is asked for one of Graph's, and used up by that. */
async function withGraph(
	provider: SignInProvider,
	answer: Extract<SignInAnswer, { kind: 'granted' }>,
	resource: Resource,
): Promise<SignInAnswer> {
	const renewed = await provider.renew(answer.grant, resource);
	if (renewed.kind !== 'granted') return { ...answer, graph: renewed };
	const { accessToken, holds, missing, grant } = renewed;
	const graph: GraphAnswer = { kind: 'granted', accessToken, holds, missing: missing.length };
	return { ...answer, grant, graph };
}
