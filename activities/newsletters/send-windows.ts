import { Context } from '@temporalio/activity';
import { sendingAccountOf, type AccountOverSmtp } from '#activities/accounts/sending-account.ts';
import { holdRelay } from '#domain/newsletters/issues/hold-relay.ts';
import { readPartContent, type PartContent } from '#domain/newsletters/issues/issue-content.ts';
import { readHold } from '#domain/newsletters/issues/part-hold.ts';
import { takePart, type TakenPart } from '#domain/newsletters/issues/take-part.ts';
import { resolveTold } from '#domain/newsletters/issues/tell-owner.ts';
import { trackingAddressOf } from '#domain/tracking/address/tracking-address-of.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { compileIssue } from './compile-issue.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';
import { ownReturnAddress } from './return-address.ts';
import { WindowLoop } from './window-loop.ts';

/** There is no login with which anything could leave. */
const LOGIN_REFUSED = { code: 'auth-refused', matter: 'mailbox', replyCode: 535 } as const;

/**
 * Takes a part and sends what waits of it in windows, until nothing waits, something holds it or an hour is nearly over: the next
 * look of its run says which (docs/design/relays.md). To be run with `maximumAttempts: 1`; gives signs of life to its end.
 */
export async function sendWindows(deps: NewsletterDeps, run: RunRef): Promise<Look> {
	const { heartbeat } = Context.current();
	const alive = setInterval(() => heartbeat(), newsletterLimits.heartbeat / 4);
	try {
		const taken = await take(deps, run);
		const wait = taken ? await leave(deps, run, taken) : 1;
		return { ended: false, wait, reason: 'part-leaving' };
	} finally {
		clearInterval(alive);
	}
}

interface Taken {
	readonly part: TakenPart;
	readonly content: PartContent;
	readonly account: AccountOverSmtp;
	readonly trackingUrl: string | null;
	/** Domain time. */
	readonly at: Date;
	/** A refusal of its relay stands whose try is due. */
	readonly isTry: boolean;
}

/** @returns undefined where nothing can leave from it: the next look finds that out too. */
function take(deps: NewsletterDeps, { subscriptionId, id: partId }: RunRef): Promise<Taken | undefined> {
	return deps.database.inSubscription(subscriptionId, async (tx) => {
		const part = await takePart(tx, partId);
		const content = part && (await readPartContent(tx, partId));
		const held = part && (await readHold(tx, partId));
		if (!part || !content || !held || held.hold) return undefined;
		const login = await sendingAccountOf(tx, deps, part.senderId);
		if (login.kind !== 'ready' || login.account.delivery !== 'smtp') {
			await holdRelay(tx, { partId, senderId: part.senderId }, { fault: LOGIN_REFUSED });
			return undefined;
		}
		if (!held.isTry && !part.isHeldByRelay) await resolveTold(tx, part.issueId, 'issue-held');
		const trackingUrl = await trackingAddressOf(tx);
		return { part, content, account: login.account, trackingUrl, isTry: held.isTry, at: tx.at };
	});
}

async function leave(deps: NewsletterDeps, run: RunRef, taken: Taken): Promise<number> {
	const { part, content, account, trackingUrl, isTry, at } = taken;
	const { host, port, security, credentials } = account.smtp;
	const profile = deps.relayProfileOf(host);
	const { compiled, issue } = await compileIssue(deps, {
		...{ issueId: part.issueId, content, profile, trackingUrl, at },
	});
	const stop = AbortSignal.any([
		Context.current().cancellationSignal,
		AbortSignal.timeout(newsletterLimits.stretch),
	]);
	const pool = deps.openRelay({
		...{ server: { host, port, security }, policy: deps.policy, credentials, profile, signal: stop },
		clientName: account.address.slice(account.address.indexOf('@') + 1),
		onPace: (pace) => loop.setPace(pace),
		...(part.rate === null ? {} : { perSecond: part.rate / 60 }),
		...(isTry ? {} : { expected: part.lastPlace - part.nextPlace + 1 }),
	});
	const loop = new WindowLoop({
		...deps,
		run,
		part,
		pool,
		compiled,
		issue,
		from: account.address,
		ownReturnAddress: ownReturnAddress(content, profile),
		isTry,
		stop,
	});
	try {
		return await loop.run();
	} finally {
		await pool.close();
		await loop.end();
	}
}
