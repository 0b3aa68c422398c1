import type { NewsletterAutomation } from '#domain/automations/automation.ts';
import { armWindow } from '#domain/newsletters/issues/arm-window.ts';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { prepareIssue } from '#domain/newsletters/issues/prepare-issue.ts';
import { recordOutcomes } from '#domain/newsletters/issues/record-outcomes.ts';
import { takePart } from '#domain/newsletters/issues/take-part.ts';
import { readPlaces } from '#domain/newsletters/issues/waiting-places.ts';
import type { Office } from './office.ts';
import { createLetter, createPreparingIssue, createRelay, createSubscribers } from './rows/leaving-issue.ts';

/** What a test says of an issue that left from a relay. */
export interface LeftIssueWish {
	readonly count: number;
	/** A letter of place-outcomes a place; without them all were accepted. */
	readonly letters?: string;
	/** Ids that the relay gave in the place of ours. */
	readonly serverIds?: readonly string[];
	readonly onSuccess?: readonly NewsletterAutomation[];
	readonly onFailure?: readonly NewsletterAutomation[];
	readonly replySucceeds?: boolean;
	readonly clickSucceeds?: boolean;
	/** Places of a window; all of them in one where it is left out. */
	readonly window?: number;
}

export interface LeftIssue {
	readonly newsletterId: string;
	readonly issueId: string;
	readonly partId: string;
	readonly senderId: string;
	/** By place, from place 1. */
	readonly recipients: readonly { readonly contactId: string; readonly address: string }[];
}

/** An issue whose windows left, with what its relay answered; it is observed for seven days. */
export async function leftIssue(office: Office, wish: LeftIssueWish): Promise<LeftIssue> {
	const { count, letters = LETTERS.accepted.repeat(count), serverIds, window = count } = wish;
	const { onSuccess = [], onFailure = [], replySucceeds = true, clickSucceeds = true } = wish;
	const made = await office.tx(async (tx) => {
		const senderId = await createRelay(tx, { replyMailboxId: office.mailboxId });
		const counts = { replySucceeds, clickSucceeds, onSuccess: [...onSuccess], onFailure: [...onFailure] };
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId, ...counts });
		await createSubscribers(tx, { newsletterId, senderId, count });
		const issueId = await createPreparingIssue(tx, newsletterId);
		await tx.db.newsletterIssue.updateMany({
			where: { id: issueId },
			data: { replySucceeds, clickSucceeds },
		});
		await prepareIssue(tx, issueId, { version: 1, variables: ['contact.prenom'], links: [] });
		const part = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		return { newsletterId, issueId, partId: part.id, senderId };
	});
	const { issueId, partId } = made;
	const { fence } = (await office.tx((tx) => takePart(tx, partId)))!;
	for (let first = 1; first <= count; first += window) {
		const last = Math.min(count, first + window - 1);
		const armed = await office.tx(async (tx) => {
			const places = await readPlaces(tx, issueId, { firstPlace: first, lastPlace: last });
			return (await armWindow(tx, { issueId, partId, fence, places }))!;
		});
		const outcomes = letters.slice(first - 1, last).replaceAll(LETTERS.armed, ' ');
		await office.tx((tx) =>
			recordOutcomes(tx, { partId, fence }, [
				{
					number: armed.number,
					letters: outcomes,
					...(serverIds ? { serverIds: serverIds.slice(first - 1, last) } : {}),
				},
			]),
		);
	}
	return office.tx(async ({ db, at }) => {
		await db.issuePart.updateMany({ where: { id: partId }, data: { state: 'done', doneAt: at } });
		const observedUntil = new Date(at.getTime() + 7 * 86_400_000);
		await db.newsletterIssue.updateMany({
			where: { id: issueId },
			data: { state: 'observing', leftAt: at, observedUntil, nextLookAt: observedUntil },
		});
		const places = await db.issuePlace.findMany({ where: { issueId }, orderBy: { place: 'asc' } });
		return {
			...made,
			recipients: places.map(({ contactId, address }) => ({ contactId: contactId!, address: address! })),
		};
	});
}
