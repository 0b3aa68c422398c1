import type { PlatformMail } from '#prisma/generated/client/client.ts';
import { comparableAddress } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What a report says of one recipient that a mail did not reach for good. Addresses are a stranger's words. */
export interface ReportedFailure {
	/** Where it came to its end, and whom it was first sent to; undefined where the report does not say. */
	readonly address: string | undefined;
	readonly originalAddress: string | undefined;
	/** A delivery fault. */
	readonly code: string;
}

/** A mail of the platform that came back. */
export type ReturnedMail = Pick<PlatformMail, 'sendId' | 'kind' | 'connectionId'> & {
	readonly recipient: string;
};

/**
 * A mail of the platform that a server had taken came back: its fate is `returned`, with the cause. Only what is said of its own
 * recipient counts; a report that names nobody is believed, since it names the mail. Told again it changes nothing.
 *
 * @returns undefined where nothing changed.
 */
export async function recordReturned(
	tx: Transaction,
	sendId: string,
	failures: readonly ReportedFailure[],
): Promise<ReturnedMail | undefined> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId, kind: 'platform', state: { in: ['accepted', 'uncertain'] } },
		include: { platformMail: true },
	});
	if (!send?.platformMail || !send.recipient) return undefined;
	const failure = failures.find((one) => isAbout(one, send.recipient!));
	if (!failure) return undefined;
	const { count } = await tx.db.platformMail.updateMany({
		where: { sendId, returnedAt: null },
		data: { returnedAt: tx.at, fault: failure.code, changedAt: tx.at },
	});
	if (count === 0) return undefined;
	const { kind, connectionId } = send.platformMail;
	return { sendId, kind, connectionId, recipient: send.recipient };
}

function isAbout({ address, originalAddress }: ReportedFailure, recipient: string): boolean {
	const named = [address, originalAddress].filter((one) => one !== undefined);
	return named.length === 0 || named.map(comparableAddress).includes(comparableAddress(recipient));
}
