import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { isWatched } from '#mail/imap/reading-plan.ts';
import { CheckFault, type CheckDetails } from './check-fault.ts';
import type { ConnectionSettings } from './tested-account.ts';
import { PROBE_HEADER } from './probe-mail.ts';
import { sendProbe, type ProbeSending } from './send-probe.ts';

/** What a round trip goes by. */
export interface RoundTrip extends ProbeSending {
	/** Milliseconds from sending the mail to finding it. */
	readonly within: number;
}

/**
 * Sends a mail to the mailbox itself, looks for it in every folder that is watched, and removes it.
 *
 * @throws {CheckFault} as sendProbe; mail-not-found.
 */
export async function roundTrip(
	settings: ConnectionSettings,
	session: ImapSession,
	{ within, ...how }: RoundTrip,
): Promise<CheckDetails> {
	// Without an answer it may have left all the same: it is looked for.
	const { token } = await sendProbe(settings, settings.address, how);
	const folders = (await session.folders()).filter(
		(folder) => isWatched(folder) && folder.specialUse !== '\\Sent',
	);
	const end = performance.now() + within;
	for (let pause = 200; ; pause = Math.min(pause * 2, 5_000)) {
		for (const { path } of folders) {
			await session.open(path);
			const found = await session.uidsWithHeader(PROBE_HEADER, token);
			if (found.length === 0) continue;
			await session.remove(path, found).catch(() => {});
			return { folder: path };
		}
		if (performance.now() + pause > end) throw new CheckFault('mail-not-found');
		await sleep(pause);
	}
}
