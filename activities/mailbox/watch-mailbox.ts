import { accountToRead, forgetRefused } from '#activities/accounts/account-for.ts';
import type { AccountRead } from '#activities/accounts/mailbox-login.ts';
import { readingAccountOf } from '#activities/accounts/reading-account.ts';
import { FencedOut } from '#domain/mailboxes/fenced-out.ts';
import { GRANT_REFUSED } from '#domain/mailboxes/token-lease.ts';
import { recordLoss, type WatchFault } from '#domain/mailboxes/record-loss.ts';
import { takeWatch, type TakenWatch } from '#domain/mailboxes/take-watch.ts';
import { checkCodeOfImap } from '#mail/connection/check-codes.ts';
import { ASKS_FOR_PATIENCE, ImapError, NEEDS_A_PERSON, type ImapCode } from '#mail/imap/imap-error.ts';
import type { AccountAccess } from '#mail/credentials.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { tokenLimits, watchLimits } from '#platform/limits.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { Beginnings } from './beginnings.ts';
import { FewAtOnce } from './few-at-once.ts';
import { HostPace } from './host-pace.ts';
import { followMailbox } from './follow-mailbox.ts';
import type { MailboxDeps, Watching } from './mailbox-deps.ts';
import { retryPause, watchTimesOf, type WatchTimes } from './watch-times.ts';

/** What the settings themselves make impossible: no later attempt helps. */
const NEEDS_SETTINGS: ReadonlySet<ImapCode> = new Set(['host-invalid', 'host-refused', 'host-not-sandbox']);

/** Why there is no login to read with. */
const WITHOUT_LOGIN = {
	/** The stored secret cannot be opened: it must be typed again. */
	missing: { code: 'secret-broken', needsPerson: true },
	/** The provider could not be asked for a token. */
	unavailable: { code: 'login-later', needsPerson: false },
} as const;

/** Of this process, over all its mailboxes. */
const BEGINNINGS = new Beginnings(
	{ readings: new HostPace(watchLimits.loginsPerSecond), logins: new HostPace(watchLimits.loginsPerSecond) },
	new FewAtOnce(watchLimits.beginAtOnce),
);

/**
 * Watches a mailbox for 30 to 55 minutes (docs/design/processes.md#mailbox): takes it from any earlier watcher, reads
 * what came, waits for more. Answers when the next watch begins.
 *
 * @param signal ends it at once, without a word: the process stops, or Temporal gave the mailbox to somebody else.
 */
export async function watchMailbox(deps: MailboxDeps, run: RunRef, signal: AbortSignal): Promise<Look> {
	const times = watchTimesOf(deps.policy, deps.times);
	const opened = await BEGINNINGS.read(run.id, signal, () => openWatch(deps, run));
	if (opened === 'aborted') return again();
	if (!opened) {
		BEGINNINGS.forget(run.id);
		return { ended: true, wait: 1, reason: 'mailbox-deleted' };
	}
	const { watch } = opened;
	const login = await accountToRead(deps, run.subscriptionId, run.id, opened.read);
	if (login.kind === 'busy') return { ended: false, wait: tokenLimits.lookAgain, reason: 'watch-again' };
	if (login.kind === 'refused')
		return lose(deps, run, watch, times, { code: login.fault, needsPerson: true });
	if (login.kind !== 'ready') return lose(deps, run, watch, times, WITHOUT_LOGIN[login.kind]);
	const { account } = login;
	const { returnAtLeast, returnAtMost } = times;
	await BEGINNINGS.connect(run.id, `${account.host}:${account.port}`, signal);
	const until = performance.now() + returnAtLeast + Math.random() * (returnAtMost - returnAtLeast);
	let session: ImapSession | undefined;
	const cut = () => session?.close();
	signal.addEventListener('abort', cut);
	try {
		if (signal.aborted) return again();
		session = await openImap(account, deps.policy, { answerWithin: times.answerWithin });
		if (!signal.aborted) await followMailbox(watchingOf(deps, run, watch), session, { until, signal, times });
		if (!signal.aborted) await session.leave();
		return again();
	} catch (error) {
		if (error instanceof FencedOut || signal.aborted) return again();
		if (!(error instanceof ImapError)) throw error;
		const { code } = error;
		if (code === 'auth-refused' && account.credentials.kind === 'oauth') {
			// A token that was renewed for this very watch is not made better by another one.
			if (login.isNew) return lose(deps, run, watch, times, { code: GRANT_REFUSED, needsPerson: true });
			await forgetRefused(deps, run.subscriptionId, run.id, account.credentials);
			return again();
		}
		const needsPerson = NEEDS_A_PERSON.has(code) || NEEDS_SETTINGS.has(code);
		// A loss and a line of the connection test have one list of sentences.
		const isPace = ASKS_FOR_PATIENCE.has(code);
		return lose(deps, run, watch, times, { code: checkCodeOfImap(code), needsPerson, isPace });
	} finally {
		signal.removeEventListener('abort', cut);
		session?.close();
	}
}

const again = (): Look => ({ ended: false, wait: 1, reason: 'watch-again' });

function openWatch(
	{ database, envelopes }: MailboxDeps,
	run: RunRef,
): Promise<{ watch: TakenWatch; read: AccountRead<AccountAccess> } | undefined> {
	return database.inSubscription(run.subscriptionId, async (tx) => {
		const watch = await takeWatch(tx, run.id);
		return watch && { watch, read: await readingAccountOf(tx, envelopes, run.id) };
	});
}

function watchingOf(deps: MailboxDeps, run: RunRef, watch: TakenWatch): Watching {
	const read = watch.folders.flatMap(({ readAt }) => readAt?.getTime() ?? []);
	return {
		deps,
		subscriptionId: run.subscriptionId,
		watch,
		cursors: new Map(watch.folders.map((folder) => [folder.path, folder])),
		knownSince: read.length > 0 ? new Date(Math.max(...read)) : null,
		told: new Set(),
		answered: async () => {},
	};
}

async function lose(
	deps: MailboxDeps,
	run: RunRef,
	watch: TakenWatch,
	times: WatchTimes,
	fault: WatchFault,
): Promise<Look> {
	deps.logger.warn({ mailboxId: run.id, code: fault.code }, 'a mailbox could not be watched');
	try {
		const counted = await deps.database.inSubscription(run.subscriptionId, (tx) =>
			recordLoss(tx, watch, fault),
		);
		const wait = Math.round(retryPause(times, { ...counted, ...fault }) * (0.9 + Math.random() / 5));
		return { ended: false, wait, reason: counted.lost ? 'mailbox-lost' : 'network' };
	} catch (error) {
		if (error instanceof FencedOut) return again();
		throw error;
	}
}
