import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suppress } from '#domain/suppressions/suppress.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { recordRestore } from '#domain/restores/record-restore.ts';
import { HOUR, Office } from '#tests/environment/office.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { until } from '#tests/environment/until.ts';
import { armWindow } from './arm-window.ts';
import { changeSenderOfPart } from './change-sender-of-part.ts';
import { holdRelay } from './hold-relay.ts';
import { issueCounts } from './issue-counts.ts';
import { lookAtPart } from './look-at-part.ts';
import { pauseIssue, resumeIssue } from './pause-issue.ts';
import { placesUnderWay } from './places-under-way.ts';
import { prepareIssue } from './prepare-issue.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { readIssue } from './show/read-issue.ts';
import { resendUncertain } from './resend-uncertain.ts';
import { stopIssue } from './stop-issue.ts';
import { doubtLostWindows, takePart } from './take-part.ts';
import { readPlaces, readWaitingAgain } from './waiting-places.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
beforeAll(async () => {
	office = await Office.open('windows');
});
afterAll(() => office.close());

interface Leaving {
	readonly issueId: string;
	readonly partId: string;
	readonly contacts: string[];
}

/** An issue of one relay, its recipients written down, that nobody sends yet. */
function leaving(count: number): Promise<Leaving> {
	return office.tx(async (tx) => {
		const senderId = await createRelay(tx);
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
		const contacts = await createSubscribers(tx, { newsletterId, senderId, count });
		const issueId = await createPreparingIssue(tx, newsletterId);
		await prepareIssue(tx, issueId, { version: 1, variables: ['contact.prenom'], links: [] });
		const part = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		return { issueId, partId: part.id, contacts };
	});
}

const take = async ({ partId }: Leaving) => (await office.tx((tx) => takePart(tx, partId)))!.fence;

/** Arms these places in a transaction of its own. */
const arm = (of: Leaving, fence: number, [firstPlace, lastPlace]: [number, number], again?: number) =>
	office.tx((tx) => armIn(tx, of, fence, [firstPlace, lastPlace], again));

async function armIn(
	tx: Transaction,
	{ issueId, partId }: Leaving,
	fence: number,
	[firstPlace, lastPlace]: [number, number],
	again?: number,
) {
	const places = await readPlaces(tx, issueId, { firstPlace, lastPlace });
	return armWindow(tx, { issueId, partId, fence, places, again });
}

const record = ({ partId }: Leaving, fence: number, number: number, letters: string) =>
	office.tx((tx) => recordOutcomes(tx, { partId, fence }, [{ number, letters }]));
const counts = ({ issueId }: Leaving) => office.tx((tx) => issueCounts(tx, issueId));
const lettersOf = ({ partId }: Leaving, number: number) =>
	office.tx(async ({ db }) => {
		return (await db.issueWindow.findFirstOrThrow({ where: { partId, number } })).outcomes;
	});
const addressOf = (contactId: string) =>
	office.tx(async ({ db }) => (await db.contactAddress.findFirstOrThrow({ where: { contactId } })).address);

async function object(contactId: string): Promise<void> {
	const address = await addressOf(contactId);
	await office.tx((tx) => suppress(tx, envelopes, { address, cause: 'link' }));
}

describe('arming a window', () => {
	it('leaves out whoever may not get it by now, each with the reason, and arms the others', async () => {
		const issue = await leaving(8);
		const fence = await take(issue);
		const [suppressed, unsubscribed, left, invalid, erased, moved] = issue.contacts as [...string[]] as [
			string,
			string,
			string,
			string,
			string,
			string,
		];
		await object(suppressed);
		await office.tx(async ({ db, at }) => {
			await db.newsletterSubscriber.updateMany({
				where: { contactId: unsubscribed },
				data: { unsubscribedAt: at, unsubscribeCause: 'link' },
			});
			await db.contact.updateMany({ where: { id: left }, data: { leftCompanyAt: at } });
			await db.contactAddress.updateMany({ where: { contactId: invalid }, data: { invalidAt: at } });
			await db.contactAddress.updateMany({
				where: { contactId: moved },
				data: { address: 'x@ardelouse.example' },
			});
		});
		await office.erase(erased);
		expect(await arm(issue, fence, [1, 8])).toEqual({ number: 1, letters: 'oooooo--' });
		const { details } = await office.tx(({ db }) =>
			db.issueWindow.findFirstOrThrow({ where: { partId: issue.partId } }),
		);
		expect(details).toEqual([
			...['suppressed', 'unsubscribed', 'left-company', 'address-invalid', 'erased', 'address-gone'],
			...['', ''],
		]);
		expect(await counts(issue)).toMatchObject({ recipients: 8, leftOut: 6, waiting: 2, underWay: 2 });
	});

	it('an objection and an arm of the same address: either it is not armed, or the objection knows that it was', async () => {
		for (let round = 0; round < 12; round++) {
			const issue = await leaving(1);
			const fence = await take(issue);
			const address = await addressOf(issue.contacts[0]!);
			const [armed, told] = await Promise.all([
				arm(issue, fence, [1, 1]),
				office.tx(async (tx) => {
					await suppress(tx, envelopes, { address, cause: 'link' });
					return placesUnderWay(tx, [suppressionHash(tx, address)]);
				}),
			]);
			expect(told.length === 1).toBe(armed!.letters === '-');
		}
	});

	it('an arm waits for an objection that is being written down, and reads it', async () => {
		const issue = await leaving(1);
		const fence = await take(issue);
		const address = await addressOf(issue.contacts[0]!);
		const written = Promise.withResolvers<void>();
		const free = Promise.withResolvers<void>();
		const objection = office.tx(async (tx) => {
			await suppress(tx, envelopes, { address, cause: 'link' });
			written.resolve();
			await free.promise;
		});
		await written.promise;
		let isOver = false;
		const armed = arm(issue, fence, [1, 1]).finally(() => (isOver = true));
		await until('the arm waits, or is over', () =>
			office.tx(async ({ sql }) => {
				const waiting = await sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
				return isOver || waiting.length > 0;
			}),
		);
		free.resolve();
		await objection;
		expect((await armed)?.letters).toBe('o');
	});

	it('arms nothing once the issue is paused, and goes on where it was', async () => {
		const issue = await leaving(4);
		const fence = await take(issue);
		await arm(issue, fence, [1, 2]);
		expect(await office.tx((tx) => pauseIssue(tx, office.ines, issue))).toEqual({ waiting: 2, underWay: 2 });
		expect(await arm(issue, fence, [3, 4])).toBeUndefined();
		await office.tx((tx) => resumeIssue(tx, office.ines, issue));
		expect(await arm(issue, fence, [3, 4])).toMatchObject({ number: 2, letters: '--' });
	});

	it('only its owner or a responsable pauses an issue', async () => {
		const issue = await leaving(1);
		await expect(office.tx((tx) => pauseIssue(tx, office.camille, issue))).rejects.toThrow('issue-not-yours');
	});

	it('a part that was taken over is armed by nobody else', async () => {
		const issue = await leaving(2);
		const lost = await take(issue);
		const fence = await take(issue);
		expect(await arm(issue, lost, [1, 1])).toBeUndefined();
		expect(await arm(issue, fence, [1, 1])).toBeDefined();
	});
});

describe('outcomes', () => {
	it('are written over what is not known alone; what did not leave waits again, and a later window takes it', async () => {
		const issue = await leaving(5);
		const fence = await take(issue);
		await arm(issue, fence, [1, 5]);
		await record(issue, fence, 1, 'ar  d');
		await record(issue, fence, 1, 'r a  ');
		expect(await lettersOf(issue, 1)).toBe('ara-d');
		const again = await office.tx((tx) => readWaitingAgain(tx, issue.partId, 9));
		expect(again).toEqual([{ number: 1, firstPlace: 5, lastPlace: 5 }]);
		expect(await arm(issue, fence, [5, 5], 1)).toEqual({ number: 2, letters: '-' });
		expect(await lettersOf(issue, 1)).toBe('ara-.');
		await expect(arm(issue, fence, [5, 5], 1)).rejects.toThrow();
		await record(issue, fence, 2, 'a');
		expect(await counts(issue)).toMatchObject({ accepted: 3, rejected: 1, waiting: 1, underWay: 1 });
	});

	it('of a window whose mails were all accepted are those that were merged, whatever was written of it meanwhile', async () => {
		for (const meanwhile of [undefined, '  r ', '  a ', '   d']) {
			const issue = await leaving(4);
			const fence = await take(issue);
			await object(issue.contacts[0]!);
			expect((await arm(issue, fence, [1, 4]))!.letters).toBe('o---');
			if (meanwhile) await record(issue, fence, 1, meanwhile);
			await office.tx((tx) =>
				recordOutcomes(tx, { partId: issue.partId, fence }, [
					{ number: 1, letters: ' aaa', allAcceptedOf: 'o---', serverIds: ['', 'one', 'two', 'three'] },
				]),
			);
			const window = await office.tx(({ db }) =>
				db.issueWindow.findFirstOrThrow({ where: { partId: issue.partId } }),
			);
			const merged = Array.from('oaaa', (letter, at) => (meanwhile?.[at] ?? ' ').trim() || letter);
			expect(window).toMatchObject({ outcomes: merged.join(''), details: ['suppressed', '', '', ''] });
			expect(window.serverIds).toEqual(
				['', 'one', 'two', 'three'].map((id, at) => (meanwhile?.[at]?.trim() ? '' : id)),
			);
			expect(window.settledAt).not.toBeNull();
		}
	});

	it('of a lost process become uncertain once it can write no dot; its late answers count, its word that nothing left does not', async () => {
		const issue = await leaving(4);
		const lost = await take(issue);
		await arm(issue, lost, [1, 4]);
		await record(issue, lost, 1, 'a   ');
		const fence = await take(issue);
		const doubt = () => office.tx((tx) => doubtLostWindows(tx, { partId: issue.partId, fence }));
		expect(await doubt()).toBeGreaterThan(0);
		expect(await lettersOf(issue, 1)).toBe('a---');
		const over = newsletterLimits.dotWithin + newsletterLimits.dotMargin;
		await office.asOwner(
			`UPDATE issue_window SET armed_wall_at = armed_wall_at - interval '${over} milliseconds' WHERE part_id = '${issue.partId}'`,
		);
		expect(await doubt()).toBe(0);
		expect(await lettersOf(issue, 1)).toBe('auuu');
		await record(issue, lost, 1, ' ad ');
		expect(await lettersOf(issue, 1)).toBe('aauu');
	});

	it('uncertain ones are sent again at a person’s word alone, who names their number', async () => {
		const issue = await leaving(3);
		const fence = await take(issue);
		await arm(issue, fence, [1, 3]);
		await record(issue, fence, 1, 'auu');
		const resend = (count: number) =>
			office.tx((tx) => resendUncertain(tx, office.ines, { issueId: issue.issueId, count }));
		await expect(resend(1)).rejects.toThrow('uncertain-changed');
		await object(issue.contacts[1]!);
		await resend(2);
		expect(await counts(issue)).toMatchObject({ accepted: 1, uncertain: 0, waiting: 2 });
		expect(await arm(issue, fence, [2, 3], 1)).toEqual({ number: 2, letters: 'o-' });
	});
});

it('a part is done once nothing of it waits; a stop leaves out whoever waits, and awaits what is armed', async () => {
	const issue = await leaving(6);
	const look = () => office.tx((tx) => lookAtPart(tx, issue.partId, { now: new Date(), evidenceWindow: 0 }));
	expect(await look()).toMatchObject({ ended: false, leaves: 'windows' });
	const fence = await take(issue);
	await arm(issue, fence, [1, 2]);
	await record(issue, fence, 1, 'aa');
	await arm(issue, fence, [3, 4]);
	expect(await office.tx((tx) => stopIssue(tx, office.ines, issue))).toEqual({ waiting: 2, underWay: 2 });
	const told = async () => {
		const { accepted, rejected, uncertain, leftOut, waiting, ...rest } = (await counts(issue))!;
		expect(accepted + rejected + uncertain + leftOut + waiting).toBe(rest.recipients);
		return { accepted, leftOut, waiting, underWay: rest.underWay, stopped: rest.stopped };
	};
	expect(await told()).toEqual({ accepted: 2, leftOut: 2, waiting: 2, underWay: 2, stopped: 2 });
	// One of them is taken; of the other the process knows that it did not leave.
	await record(issue, fence, 2, 'ad');
	expect(await told()).toEqual({ accepted: 3, leftOut: 3, waiting: 0, underWay: 0, stopped: 3 });
	expect(await look()).toMatchObject({ ended: true });
	const { leftOut } = await office.tx((tx) => readIssue(tx, office.ines, issue.issueId));
	expect(leftOut).toEqual([{ reason: 'stopped', people: 3 }]);
});

it('the newsletter’s owner is told once of a part whose relay takes nothing, until it goes on', async () => {
	const issue = await leaving(1);
	await take(issue);
	const senderId = (
		await office.tx(({ db }) => db.issuePart.findFirstOrThrow({ where: { id: issue.partId } }))
	).senderId!;
	const fault = { code: 'auth-refused', matter: 'mailbox', replyCode: 535 } as const;
	const refuse = () => office.tx((tx) => holdRelay(tx, { partId: issue.partId, senderId }, { fault }));
	const look = () => office.tx((tx) => lookAtPart(tx, issue.partId, { now: new Date(), evidenceWindow: 0 }));
	const told = () => office.tx(({ db }) => db.notification.findMany({ where: { issueId: issue.issueId } }));
	expect(await told()).toEqual([]);
	for (let tries = 0; tries < 2; tries++) {
		await refuse();
		expect(await look()).toMatchObject({ reason: 'relay-password' });
		await take(issue);
	}
	const { userId } = office.ines;
	expect(await told()).toMatchObject([{ kind: 'issue-held', userId, treatedAt: null }]);
	const other = await office.tx((tx) => createRelay(tx));
	await office.tx((tx) => changeSenderOfPart(tx, office.ines, { ...issue, senderId: other }));
	expect(await told()).toMatchObject([{ treatedBy: 'resolved' }]);
});

it('nothing is handed to a sender whose mailbox is not read (D-43, R-85)', async () => {
	const issue = await leaving(1);
	const lost = await office.tx((tx) => tx.db.sender.findFirstOrThrow({ where: { kind: 'personal' } }));
	const state = (is: 'lost' | 'synchronised') =>
		office.tx(({ db }) => db.mailbox.updateMany({ where: { id: lost.mailboxId! }, data: { state: is } }));
	await state('lost');
	await expect(
		office.tx((tx) => changeSenderOfPart(tx, office.ines, { ...issue, senderId: lost.id })),
	).rejects.toMatchObject({ code: 'sender-unavailable' });
	await state('synchronised');
});

describe('after the database came back from a backup', () => {
	let newest = 0;
	const restored = async () => {
		const lostSince = new Date((await office.now()).getTime() - HOUR);
		await office.database.asHalt((tx) =>
			recordRestore(tx, { newest: newest++, lostSince, provenBy: 'command' }),
		);
	};
	const look = ({ partId }: Leaving) =>
		office.tx((tx) => lookAtPart(tx, partId, { now: new Date(), evidenceWindow: 0 }));

	it('whoever waits may have got it: all are in doubt once, nothing leaves, and a person sends them again', async () => {
		const issue = await leaving(5);
		const fence = await take(issue);
		await arm(issue, fence, [1, 3]);
		await record(issue, fence, 1, 'ad ');
		await restored();
		expect(await look(issue)).toMatchObject({ ended: false, reason: 'part-doubted' });
		expect(await counts(issue)).toMatchObject({ recipients: 5, accepted: 1, uncertain: 4, waiting: 0 });
		expect(await arm(issue, fence, [4, 5])).toBeUndefined();
		expect(await look(issue)).toMatchObject({ ended: true });
		await office.tx((tx) => resendUncertain(tx, office.ines, { issueId: issue.issueId, count: 4 }));
		expect(await look(issue)).toMatchObject({ ended: false, leaves: 'windows' });
		expect(await counts(issue)).toMatchObject({ accepted: 1, uncertain: 0, waiting: 4 });
	});

	it('an issue that was written down later is not concerned', async () => {
		await restored();
		await office.advance(HOUR);
		expect(await look(await leaving(1))).toMatchObject({ leaves: 'windows' });
	});
});
