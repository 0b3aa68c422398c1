import { readCorrespondents } from '#domain/inbound/read-correspondents.ts';
import { sendsByMessageId } from '#domain/inbound/read-known-facts.ts';
import type { Glance } from '#mail/imap/found-in-folder.ts';
import { scanHead } from '#mail/inbound/scan-head.ts';
import type { Watching } from './mailbox-deps.ts';

/** Addresses that belong to nobody are remembered, for the same people write again and again. */
const REMEMBERED_AT_MOST = 50_000;

/**
 * Tells at a glance which older mails may concern somebody known: most are strangers', and need no whole reading
 * (docs/design/imap.md#history). It errs on one side only.
 */
export class KnownInHistory {
	private readonly watching: Watching;
	private readonly strangers = new Set<string>();

	constructor(watching: Watching) {
		this.watching = watching;
	}

	/** UIDs of those that must be read as a whole; in Sent also those that another address than the mailbox's own wrote. */
	async suspects(heads: readonly Glance[], inSent: boolean): Promise<number[]> {
		const { deps, subscriptionId, watch } = this.watching;
		const scanned = heads.map(({ uid, head }) => ({ uid, ...scanHead(head) }));
		const unknown = new Set(
			scanned.flatMap(({ addresses }) => addresses.filter((address) => !this.strangers.has(address))),
		);
		const ids = scanned.flatMap((head) => head.ids);
		const { people, sends } = await deps.database.inSubscription(subscriptionId, async (tx) => ({
			people: await readCorrespondents(tx, [...unknown]),
			sends: (await tx.db.send.findFirst({ select: { id: true } }))
				? await sendsByMessageId(tx, ids)
				: new Map<string, string>(),
		}));
		if (this.strangers.size > REMEMBERED_AT_MOST) this.strangers.clear();
		for (const address of unknown) if ((people.get(address) ?? []).length === 0) this.strangers.add(address);
		const isKnown = (address: string) => (people.get(address) ?? []).length > 0;
		return scanned
			.filter(
				({ addresses, ids: own, writers, isOurs, isUnusual }) =>
					isUnusual ||
					isOurs ||
					addresses.some(isKnown) ||
					own.some((id) => sends.has(id)) ||
					(inSent && !writers.includes(watch.address)),
			)
			.map(({ uid }) => uid);
	}
}
