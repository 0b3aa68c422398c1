import type { Transaction } from '#platform/database/database.ts';
import { measuringOf, whatMayBe, type Measuring } from './measuring-of.ts';
import type { MeasuringAnswer } from './choose-measuring.ts';

/** How a mail to one contact is measured. */
export interface MeasuredMail extends Measuring {
	/** Where its links and its pixel lead; null: nothing of it is measured. */
	readonly address: string | null;
	readonly excludedDomains: readonly string[];
}

interface MeasuredRow {
	readonly host: string | null;
	readonly sandboxUrl: string | null;
	readonly measuresOpens: boolean;
	readonly measuresClicks: boolean;
	readonly excludedDomains: readonly string[];
	readonly opens: MeasuringAnswer;
	readonly clicks: MeasuringAnswer;
	readonly isAnybodyRefused: boolean;
}

/** The same answer as `measuringOf` and `trackingAddressOf`, of one contact in one read: it stands in the way of every step. */
export async function readMeasuredMail(tx: Transaction, contactId: string): Promise<MeasuredMail> {
	const [row] = await tx.sql<MeasuredRow>`
		SELECT domain.host, CASE WHEN installation.sandbox THEN installation.public_url END AS "sandboxUrl",
			coalesce(settings.measures_opens, false) AS "measuresOpens", coalesce(settings.measures_clicks, true) AS "measuresClicks",
			coalesce(settings.excluded_domains, '{}') AS "excludedDomains",
			CASE WHEN choice.no_opens THEN 'no' WHEN choice.yes_opens THEN 'yes' ELSE 'unknown' END AS opens,
			CASE WHEN choice.no_clicks THEN 'no' WHEN choice.yes_clicks THEN 'yes' ELSE 'unknown' END AS clicks,
			EXISTS (SELECT FROM measuring_refusal WHERE subscription_id = ${tx.subscriptionId}::uuid) AS "isAnybodyRefused"
		FROM (SELECT) one
		LEFT JOIN installation ON true
		LEFT JOIN measuring_settings settings ON settings.subscription_id = ${tx.subscriptionId}::uuid
		LEFT JOIN tracking_domain domain ON domain.subscription_id = ${tx.subscriptionId}::uuid AND domain.state = 'right'
		LEFT JOIN LATERAL (
			SELECT bool_or(choice.opens = 'no') AS no_opens, bool_or(choice.opens = 'yes') AS yes_opens,
				bool_or(choice.clicks = 'no') AS no_clicks, bool_or(choice.clicks = 'yes') AS yes_clicks
			FROM contact own
			JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
			JOIN measuring_choice choice ON (choice.subscription_id, choice.contact_id) = (card.subscription_id, card.id)
			WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = ${contactId}::uuid) choice ON true`;
	const { host, sandboxUrl, measuresOpens, measuresClicks, excludedDomains, opens, clicks } = row!;
	const address = host ? `https://${host}` : sandboxUrl;
	const refused = row!.isAnybodyRefused ? (await measuringOf(tx, [contactId])).get(contactId) : undefined;
	const measuring = refused ?? whatMayBe({ measuresOpens, measuresClicks }, { opens, clicks });
	return { address, excludedDomains, ...measuring };
}
