import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { settlePlace } from '#domain/newsletters/issues/closing/settle-place.ts';
import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { measuringOf } from '#domain/tracking/choices/measuring-of.ts';
import type { Transaction } from '#platform/database/database.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import type { JudgedHit } from '../judge/signs-of-hit.ts';
import type { MailOfHits } from './mail-of-hits.ts';

/**
 * What a person’s hits set off, once for each link of a mail and once for its opening: a line of the timeline at the instant
 * of the hit, word to whoever sent it (C1-43), and the success of a run whose sequence counts a click or an opening as one (D-30),
 * or of a recipient whose newsletter counts a click. What may not be measured of her by now is silent, though it was kept before
 * she refused (5.7-11).
 *
 * @param hits `now`: found to be a person’s at this moment; `before`: those that were known as such.
 */
export async function actOnHits(
	tx: Transaction,
	mail: MailOfHits,
	hits: { readonly now: readonly JudgedHit[]; readonly before: readonly JudgedHit[] },
): Promise<void> {
	const { contactId, companyId, sendId, engagementId } = mail;
	if (!contactId || !companyId) return;
	if (hits.now.length === 0) return;
	const measuring = (await measuringOf(tx, [contactId])).get(contactId);
	const told = new Set(hits.before.map(subjectOf));
	const subject = { contactId, companyId, sendId, engagementId };
	let clicked: string | undefined;
	let opened: string | undefined;
	for (const hit of hits.now) {
		const isMeasured = hit.link === null ? measuring?.opens === 'identified' : measuring?.clicks;
		if (!isMeasured || told.has(subjectOf(hit))) continue;
		told.add(subjectOf(hit));
		const { id } =
			hit.link === null
				? await recordEvent(tx, { kind: 'mail-opened', ...subject, at: hit.at, data: {} })
				: await recordEvent(tx, {
						kind: 'link-clicked',
						...subject,
						at: hit.at,
						data: { link: hit.link, ...(mail.issueId ? { issueId: mail.issueId } : {}) },
					});
		if (hit.link === null) opened ??= id;
		else clicked ??= id;
		await tellSender(tx, mail, { contactId, companyId, eventId: id, isClick: hit.link !== null });
	}
	const isClick = clicked !== undefined && mail.clickSucceeds;
	if (engagementId && opened && mail.openSucceeds && !isClick)
		await endEngagement(tx, engagementId, { reason: 'ended-open', causeId: opened });
	if (!clicked || !mail.clickSucceeds) return;
	if (engagementId) await endEngagement(tx, engagementId, { reason: 'ended-click', causeId: clicked });
	const { issueId, place } = mail;
	if (issueId && place !== null) await settlePlace(tx, { issueId, place, cause: 'click', causeId: clicked });
}

/** One line of the timeline for each of these. */
const subjectOf = ({ link }: JudgedHit) => link ?? 0;

/** At most once a person within `hitLimits.toldEvery`: who reads a mail with ten links is one piece of news. */
async function tellSender(
	tx: Transaction,
	{ senderUserId, engagementId }: MailOfHits,
	told: {
		readonly contactId: string;
		readonly companyId: string;
		readonly eventId: string;
		readonly isClick: boolean;
	},
): Promise<void> {
	if (!senderUserId) return;
	const { contactId, companyId, eventId, isClick } = told;
	const recent = await tx.db.notification.count({
		where: {
			userId: senderUserId,
			kind: { in: ['link-clicked', 'mail-opened'] },
			data: { path: ['contactId'], equals: contactId },
			createdAt: { gt: new Date(tx.at.getTime() - hitLimits.toldEvery) },
		},
	});
	if (recent > 0) return;
	await notify(tx, {
		...{ userId: senderUserId, companyId, engagementId, eventId },
		kind: isClick ? 'link-clicked' : 'mail-opened',
		data: { contactId },
	});
}
