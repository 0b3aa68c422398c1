import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readMeasuringSettings, type MeasuringSettings } from './measuring-settings.ts';

/** What may be measured of a contact (5.7-11). */
export interface Measuring {
	/** `identified`: a pixel of her own; `anonymous`: one that counts loads only; `none`: no pixel at all. */
	readonly opens: 'identified' | 'anonymous' | 'none';
	readonly clicks: boolean;
}

/**
 * What the next mail may measure of each of these contacts: her own choice, or one of another card of hers, goes before the
 * subscription's settings, and a refusal before everything. Who is not found may not be measured: she is not in the answer.
 */
export async function measuringOf(
	tx: Transaction,
	contactIds: readonly string[],
): Promise<Map<string, Measuring>> {
	const [settings, choices, refused] = await Promise.all([
		readMeasuringSettings(tx),
		choicesOf(tx, contactIds),
		refusedByAddress(tx, contactIds),
	]);
	return new Map(
		choices.map(({ id, opens, clicks }) => {
			if (refused.has(id)) return [id, { opens: 'none', clicks: false }];
			return [id, whatMayBe(settings, { opens, clicks })];
		}),
	);
}

/** What a choice and the settings leave to be measured. */
export function whatMayBe(
	{ measuresOpens, measuresClicks }: Pick<MeasuringSettings, 'measuresOpens' | 'measuresClicks'>,
	{ opens, clicks }: Omit<Choices, 'id'>,
): Measuring {
	const measured = opens === 'yes' && measuresOpens ? 'identified' : 'anonymous';
	return {
		opens: opens === 'no' ? 'none' : measured,
		clicks: clicks === 'unknown' ? measuresClicks : clicks === 'yes',
	};
}

interface Choices {
	readonly id: string;
	readonly opens: string;
	readonly clicks: string;
}

/** Over all cards of each person: one `no` says no, else one `yes` says yes. */
function choicesOf(tx: Transaction, contactIds: readonly string[]): Promise<Choices[]> {
	return tx.sql<Choices>`
		SELECT own.id::text AS id,
			CASE WHEN bool_or(choice.opens = 'no') THEN 'no' WHEN bool_or(choice.opens = 'yes') THEN 'yes' ELSE 'unknown' END AS opens,
			CASE WHEN bool_or(choice.clicks = 'no') THEN 'no' WHEN bool_or(choice.clicks = 'yes') THEN 'yes' ELSE 'unknown' END AS clicks
		FROM contact own
		JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		LEFT JOIN measuring_choice choice ON (choice.subscription_id, choice.contact_id) = (card.subscription_id, card.id)
		WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = ANY(${[...contactIds]}::uuid[])
		GROUP BY own.id`;
}

/** Whose address refused when it was on no card, or on one that was erased. */
async function refusedByAddress(
	tx: Transaction,
	contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
	const refusals = await tx.db.measuringRefusal.findMany({ select: { addressHash: true } });
	if (refusals.length === 0) return new Set();
	const refused = new Set(refusals.map(({ addressHash }) => Buffer.from(addressHash).toString('hex')));
	const addresses = await tx.db.contactAddress.findMany({
		where: { contactId: { in: [...contactIds] } },
		select: { contactId: true, address: true },
	});
	const hers = addresses.filter(({ address }) =>
		suppressionHashes(tx, address).some((hash) => refused.has(hash.toString('hex'))),
	);
	return new Set(hers.map(({ contactId }) => contactId));
}
