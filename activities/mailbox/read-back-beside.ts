import { accountToRead } from '#activities/accounts/account-for.ts';
import { FencedOut } from '#domain/mailboxes/fenced-out.ts';
import { joinWatch } from '#domain/mailboxes/take-watch.ts';
import type { ReadBackDue } from '#domain/restores/read-back-due.ts';
import type { ReadBackFound } from '#domain/restores/record-read-back.ts';
import { checkCodeOfImap } from '#mail/connection/check-codes.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { isWatched } from '#mail/imap/reading-plan.ts';
import type { MailboxDeps } from './mailbox-deps.ts';
import { readBack } from './read-back.ts';

/** Why there is no login to read with. */
const WITHOUT_LOGIN = {
	missing: 'secret-broken',
	busy: 'login-later',
	unavailable: 'login-later',
} as const;

/** A watcher that takes the mailbox meanwhile voids what is being written: so often it is begun again. */
const TRIES = 3;

/**
 * Reads a mailbox back beside whoever watches it, for `npm run after-restore`: no cursor moves, nobody is fenced out.
 *
 * @returns what it proves, or the code of what stood in the way (its sentence stands in texts/connection.ts).
 */
export async function readBackBeside(
	deps: MailboxDeps,
	{ subscriptionId, mailboxId }: { readonly subscriptionId: string; readonly mailboxId: string },
	due: ReadBackDue,
): Promise<ReadBackFound | { readonly code: string }> {
	for (let attempt = 1; ; attempt++) {
		const watch = await deps.database.inSubscription(subscriptionId, (tx) => joinWatch(tx, mailboxId));
		if (!watch) return { code: 'mailbox-deleted' };
		const login = await accountToRead(deps, subscriptionId, mailboxId);
		if (login.kind === 'refused') return { code: login.fault };
		if (login.kind !== 'ready') return { code: WITHOUT_LOGIN[login.kind] };
		try {
			const session = await openImap(login.account, deps.policy);
			try {
				const watching = {
					deps,
					subscriptionId,
					watch,
					cursors: new Map(),
					knownSince: null,
					told: new Set<string>(),
					answered: async () => {},
				};
				return await readBack(watching, session, (await session.folders()).filter(isWatched), due);
			} finally {
				await session.leave();
			}
		} catch (error) {
			if (error instanceof ImapError) return { code: checkCodeOfImap(error.code) };
			if (!(error instanceof FencedOut) || attempt === TRIES) throw error;
		}
	}
}
