import { lookAtPlace, mayPlaceStillLeave } from '#domain/newsletters/issues/errands/look-at-place.ts';
import { nextErrand, openErrandOf, readErrandPart } from '#domain/newsletters/issues/errands/read-errands.ts';
import {
	recordPlaceAccepted,
	recordPlaceDeferred,
	tellIssueOf,
} from '#domain/newsletters/issues/errands/record-place-fate.ts';
import { noteHold } from '#domain/newsletters/issues/note-hold.ts';
import { lockSenderOfSend } from '#domain/senders/lock-sender.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { Errand, ErrandLook } from './errand.ts';
import { composePlace } from './compose-place.ts';
import { waitUntil } from './wait-until.ts';

/** The look of the part itself says what is next: which mail, or what all wait for. */
const ASK_THE_PART: Look = { ended: false, wait: 1, reason: 'part-leaving' };

/** The mail of one place of an issue, from somebody's mailbox (5.7-13). Its run is the part's. */
export const issuePlace: Errand = {
	async due(tx, { id }) {
		const part = await readErrandPart(tx, id);
		const place = part && (await nextErrand(tx, id, 0));
		if (!part || !place) return undefined;
		return { sendId: place.sendId, senderId: part.senderId, refusals: place.refusals };
	},
	async look(tx, { id }, due): Promise<ErrandLook> {
		const asked = await lookAtPlace(tx, id, due?.busyUntil);
		if (asked.kind === 'open') return { kind: 'open' };
		if (asked.kind === 'none') return { kind: 'look', look: ASK_THE_PART };
		if (asked.kind === 'wait') {
			const { reason, until } = asked;
			await noteHold(tx, id, { reason, until });
			return { kind: 'look', look: { ended: false, wait: waitUntil(tx, until), reason } };
		}
		const { part, place, isFirstContact } = asked;
		const { issueId, senderId } = part;
		await noteHold(tx, id, null);
		const whose = {
			...(place.contactId ? { contactId: place.contactId } : {}),
			...(place.companyId ? { companyId: place.companyId } : {}),
		};
		return {
			kind: 'go',
			isNew: !place.isKnown,
			claim: {
				kind: 'issue',
				sendId: place.sendId,
				senderId,
				issueId,
				place: place.place,
				isFirstContact,
				...whose,
			},
			compose: (deps, inner) => composePlace(deps, inner, { partId: id, part, place }),
		};
	},
	answer: async () => ASK_THE_PART,
	openSend: (tx, partId) => openErrandOf(tx, partId),
	lock: (tx, { sendId }) => lockSenderOfSend(tx, sendId),
	mayStillLeave: (tx, { runId, sendId, mail }) =>
		mayPlaceStillLeave(tx, runId, { sendId, recipient: mail.recipient }),
	async accepted(tx, { sendId }, evidence, reply) {
		await lockSenderOfSend(tx, sendId);
		await recordPlaceAccepted(tx, sendId, evidence, reply);
		return ASK_THE_PART;
	},
	refused: (tx, { sendId }) => tellIssueOf(tx, sendId),
	deferred: (tx, { sendId }, deferral) => recordPlaceDeferred(tx, sendId, deferral),
	uncertain: (tx, { sendId }) => tellIssueOf(tx, sendId),
	// It is listed as uncertain; nobody is asked about one mail of many.
	settled: (tx, { sendId }) => tellIssueOf(tx, sendId),
	policyOf: async () => 'silence',
	runKind: 'part',
	looksAgainAfterOurs: false,
};
