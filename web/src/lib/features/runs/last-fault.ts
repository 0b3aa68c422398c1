import type { EngagementRunPage } from '#domain/support/read-engagement-run.ts';
import type { SupportRun } from '#domain/support/shown-runs.ts';
import { checkFault } from '#texts/connection.ts';
import { deliveryFault } from '#texts/delivery-faults.ts';
import { number, type Reader } from '#texts/format.ts';
import { travelHalt } from '#lib/app/frame/travel-halt.ts';

/** The last error of an engagement: in plain words, and as the machines said it. */
export interface LastFault {
	readonly words: string;
	readonly technical: string;
	/** Wall clock; null: as long as the mailbox is lost. */
	readonly at: Date | null;
}

type Faulty = Pick<EngagementRunPage, 'sends' | 'endedAt'> & {
	readonly mailbox: Pick<EngagementRunPage['mailbox'], 'state' | 'errorCode'>;
};

/** What keeps a live run's mailbox from working comes first, then the newest attempt that failed; null: neither. */
export function lastFault({ mailbox, sends, endedAt }: Faulty, reader: Reader): LastFault | null {
	const { errorCode } = mailbox;
	if (!endedAt && errorCode && mailbox.state !== 'synchronised') {
		return { words: checkFault(errorCode, {}, reader), technical: `mailbox ${errorCode}`, at: null };
	}
	const [newest] = sends
		.flatMap(({ position, attempts }) => attempts.map((attempt) => ({ position, ...attempt })))
		.filter(({ code }) => code !== null)
		.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
	if (!newest?.code) return null;
	const { position, fence, outcome, code, status, milliseconds, startedAt, endedAt: ended } = newest;
	const took = milliseconds === null ? null : `${number(milliseconds, reader.language)} ms`;
	const parts = [`send ${position ?? '–'} #${fence}`, outcome, code, status, took];
	return {
		words: deliveryFault(code, reader.language),
		technical: parts.filter((part) => part !== null).join(' · '),
		at: ended ?? startedAt,
	};
}

/** The last fault of a run of any kind in plain words, as its line shows it while it matters; null: there is none. */
export function faultOfLine({ kind, fault, isLive, state }: SupportRun, reader: Reader): string | null {
	if (!fault || (isLive ? state === 'running' : state !== 'failed')) return null;
	if (kind === 'clock') return travelHalt(fault);
	return kind === 'mailbox' || kind === 'connection' || kind === 'connect'
		? checkFault(fault, {}, reader)
		: deliveryFault(fault, reader.language);
}
