import { readPlatformInbox, type PlatformInboxDeps } from '#activities/platform-inbox/read-platform-inbox.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import { platformInboxLimits } from '#platform/limits.ts';
import type { Logger } from '#platform/logging.ts';
import type { PlatformSender } from '#platform/platform-sender.ts';
import type { Lead } from './lead.ts';
import { withPause } from './pause.ts';

/** Looks now and then at what came back to the platform's own address, for as long as the process lives and leads. */
export interface PlatformInboxWatch {
	stop(): Promise<void>;
}

/**
 * Begins it; without a mailbox in the configuration nobody looks, and a mail that comes back stays unseen (docs/operations.md).
 * What cannot be read now is read later; the log says so once, and once more when it is over.
 */
export function watchPlatformInbox({
	sender,
	lead,
	logger,
	every = platformInboxLimits.every,
	...deps
}: PlatformInboxDeps & {
	readonly sender: PlatformSender | undefined;
	readonly lead: Pick<Lead, 'isHeld'>;
	readonly logger: Logger;
	readonly every?: number;
}): PlatformInboxWatch {
	const inbox = sender?.inbox;
	const pause = withPause();
	let stopped = inbox === undefined;
	let fault: string | undefined;

	async function once(): Promise<void> {
		if (!inbox || !(await lead.isHeld())) return;
		try {
			const returned = await readPlatformInbox(deps, inbox);
			if (returned > 0) logger.info({ returned }, 'mails of the platform came back');
			if (fault) logger.info('the mailbox of the platform is read again');
			fault = undefined;
		} catch (error) {
			const code = error instanceof ImapError ? error.code : 'failed';
			if (code !== fault)
				logger.error(
					{ code, ...(error instanceof ImapError ? {} : { err: error }) },
					'the mailbox of the platform cannot be read',
				);
			fault = code;
		}
	}

	const loop = async (): Promise<void> => {
		while (!stopped) {
			await once();
			if (!stopped) await pause.for(every);
		}
	};
	const running = loop();
	return {
		async stop() {
			stopped = true;
			pause.wake();
			await running;
		},
	};
}
