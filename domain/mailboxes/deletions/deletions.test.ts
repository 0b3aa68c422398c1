import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listMails } from '#domain/conversations/list-mails.ts';
import { correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import { recordRestore } from '#domain/restores/record-restore.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createReceivedMail, type ReceivedMailWish } from '#tests/environment/rows/message.ts';
import { FencedOut } from '../fenced-out.ts';
import { takeWatch } from '../take-watch.ts';
import { beginDeletionsNight } from './begin-night.ts';
import { followAnew, followDeletions } from './follow-deletions.ts';
import { readDeletions } from './read-deletions.ts';
import { recordDeletionsNight } from './record-night.ts';
import { settleDeletions } from './settle-deletions.ts';
import type { MailPlace, SeenFolder } from './weigh-sight.ts';

let office: Office;
let contact: Awaited<ReturnType<Office['contact']>>;

beforeAll(async () => {
	office = await Office.open('deletions');
});
afterAll(() => office?.close());
beforeEach(async () => {
	await office.tx(async ({ db }) => {
		await db.event.deleteMany();
		await db.notification.deleteMany();
		await db.message.deleteMany();
		await db.followedDeletions.deleteMany();
	});
	contact = await office.contact();
});

const SECRET = 'Rendez-vous chez Brumevent';
const receive = (wish: Partial<ReceivedMailWish> = {}) =>
	office.tx(async (tx) => {
		const { id } = await createReceivedMail(tx, {
			mailboxId: office.mailboxId,
			verdict: 'none',
			messageIdKey: `${randomUUID()}@x.example`,
			contactId: contact.contactId,
			companyId: contact.companyId,
			fromAddress: contact.address,
			subject: SECRET,
			text: SECRET,
			visibleText: SECRET,
			html: SECRET,
			evidence: { rule: 'written', quote: SECRET, refused: { code: 'x', side: 'own', words: SECRET } },
			...wish,
		});
		return id;
	});
const several = async (count: number, wish: Partial<ReceivedMailWish> = {}) => {
	const ids: string[] = [];
	while (ids.length < count) ids.push(await receive(wish));
	return ids;
};
const follow = (isFollowed = true, mailboxId = office.mailboxId, actor = office.camille) =>
	office.tx((tx) => followDeletions(tx, actor, { mailboxId, isFollowed }));
const row = (id: string) => office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id } }));
const goneOf = (ids: readonly string[]) =>
	office.tx(({ db }) => db.message.count({ where: { id: { in: [...ids] }, goneAt: { not: null } } }));
const view = (mailboxId = office.mailboxId) => office.tx((tx) => readDeletions(tx, mailboxId));
const told = () =>
	office.tx(async ({ db }) =>
		(await db.event.findMany({ where: { kind: 'mailbox-deletions' }, orderBy: { at: 'asc' } })).map(
			({ data }) => data,
		),
	);

/** The next night of a mailbox, whose server shows all of its mails but those that are `missing`. */
async function night(
	missing: readonly string[] = [],
	{
		mailboxId = office.mailboxId,
		moved = {},
		folders = { INBOX: { uidValidity: 1n, mails: 9, lowestUid: 0 } },
		after = DAY,
	}: {
		mailboxId?: string;
		moved?: Record<string, MailPlace>;
		folders?: Record<string, SeenFolder>;
		after?: number;
	} = {},
): Promise<boolean | undefined> {
	await office.advance(after);
	const watch = (await office.tx((tx) => takeWatch(tx, mailboxId)))!;
	const begun = await office.tx((tx) => beginDeletionsNight(tx, watch));
	if (!begun) return undefined;
	const found = new Map(
		begun.mails.flatMap(({ messageId, stored }) =>
			missing.includes(messageId) ? [] : [[messageId, moved[messageId] ?? stored] as const],
		),
	);
	const seen = { folders: new Map(Object.entries(folders)), shownSince: null, found };
	return office.tx((tx) => recordDeletionsNight(tx, watch, begun, seen));
}

describe('a mail that is deleted in a mailbox whose deletions are followed', () => {
	it('loses what it says after two nights; its row, its line and what it was taken for stay', async () => {
		const run = await office.engaged();
		await office.leave(run.id);
		const { messageId } = await office.receive({
			verdict: 'reply',
			engagementId: run.id,
			contactId: run.contactId,
			companyId: run.companyId,
		});
		await office.tx(({ db }) =>
			db.message.updateMany({
				where: { id: messageId },
				data: {
					...{
						messageIdKey: 'a@x.example',
						subject: SECRET,
						text: SECRET,
						visibleText: SECRET,
						html: SECRET,
					},
					evidence: { rule: 'written', quote: SECRET, refused: { code: 'x', words: SECRET } },
				},
			}),
		);
		const ended = await office.run(run.id);
		expect(ended.state).toBe('succeeded');
		await follow();
		expect(await night()).toBe(true);
		expect(await night([messageId])).toBe(true);
		expect((await row(messageId)).goneAt).toBeNull();
		await night([messageId]);
		const gone = await row(messageId);
		expect(gone).toMatchObject({ verdict: 'reply', engagementId: run.id, messageIdKey: 'a@x.example' });
		expect(gone.goneAt).not.toBeNull();
		expect(JSON.stringify(gone, (_, value) => (typeof value === 'bigint' ? '' : value))).not.toContain(
			SECRET,
		);
		expect(gone.evidence).toEqual({ rule: 'written', refused: { code: 'x' } });
		expect(await office.run(run.id)).toEqual(ended);
		const lines = await office.tx(({ db }) => db.event.findMany({ where: { messageId } }));
		const line = lines.find(({ kind }) => kind === 'mail-gone')!;
		const cause = await office.tx(({ db }) => db.event.findFirst({ where: { id: line.causeId! } }));
		expect(lines.map(({ kind }) => kind)).toContain('reply-received');
		expect(cause).toMatchObject({ kind: 'mailbox-deletions', data: { how: 'erased', count: 1 } });
		const page = await office.tx((tx) =>
			listMails(tx, office.camille, { contactId: run.contactId, limit: 30 }),
		);
		expect(page.rows.find(({ id }) => id === messageId)).toMatchObject({ subject: null, text: '' });
		expect(page.rows.find(({ id }) => id === messageId)!.goneAt).toEqual(gone.goneAt);
	});

	it('is left alone where it was gone before anybody wanted that, and where it came back', async () => {
		const [before, back] = await several(2);
		await follow();
		await night([before!]);
		await night([before!, back!]);
		await night([before!]);
		await night([before!, back!]);
		expect(await goneOf([before!, back!])).toBe(0);
		await night([before!, back!]);
		expect(await goneOf([before!, back!])).toBe(1);
		expect((await row(before!)).text).toBe(SECRET);
	});

	it('was there to be read, where it came since', async () => {
		await follow();
		const [gone] = await several(3);
		await night([gone!]);
		await night([gone!]);
		expect(await goneOf([gone!])).toBe(1);
	});

	it('is missing for two nights that lie a day apart, whenever they were watched', async () => {
		await follow();
		const [gone] = await several(3);
		// A night that nobody watched is made up for in the evening; the next one comes soon after.
		const noon = new Date((await office.now()).getTime() + DAY);
		noon.setUTCHours(22, 0, 0, 0);
		await office.advanceTo(noon);
		await night([gone!], { after: 0 });
		expect(await night([gone!], { after: 5 * HOUR })).toBe(true);
		expect(await goneOf([gone!])).toBe(0);
		expect(await night([gone!], { after: HOUR })).toBeUndefined();
		await night([gone!]);
		expect(await goneOf([gone!])).toBe(1);
	});

	it('is found where it was moved to, and is missing only from there', async () => {
		const [mail] = await several(3);
		const trash = { folder: 'Trash', uidValidity: 2n, uid: 4 };
		const folders = {
			INBOX: { uidValidity: 1n, mails: 9, lowestUid: 0 },
			Trash: { uidValidity: 2n, mails: 0, lowestUid: null },
		};
		await follow();
		await night([], { moved: { [mail!]: trash }, folders });
		// The Inbox is made anew, which says nothing of what lies in the trash.
		const anew = { ...folders, INBOX: { uidValidity: 9n, mails: 9, lowestUid: 0 } };
		await night([mail!], { folders: anew });
		await night([mail!], { folders: anew });
		expect(await goneOf([mail!])).toBe(1);
	});

	it('proves nothing where its folder was made anew or is gone, whatever happens later', async () => {
		const [mail] = await several(3);
		await follow();
		await night();
		await night([mail!], { folders: { INBOX: { uidValidity: 9n, mails: 9, lowestUid: 0 } } });
		for (let nights = 0; nights < 3; nights++) await night([mail!]);
		expect(await goneOf([mail!])).toBe(0);
	});

	it('is not looked for where it cannot be told from others, was written by us, or says nothing any more', async () => {
		const ids = [
			await receive({ messageIdKey: 'nomid:1' }),
			await receive({ messageIdKey: 'erased:1' }),
			await receive({ direction: 'out', sendId: randomUUID() }),
		];
		await follow();
		const kept = await receive();
		for (let nights = 0; nights < 3; nights++) await night([...ids, kept]);
		expect(await goneOf(ids)).toBe(0);
		expect(await goneOf([kept])).toBe(1);
	});
});

describe('a night that did not see everything', () => {
	it('proves nothing: no mail at all, no Inbox, a folder that was there of late', async () => {
		const [mail] = await several(3);
		await follow();
		await night();
		const { checkedAt } = (await view())!;
		const empty = { uidValidity: 1n, mails: 0, lowestUid: null };
		expect(await night([mail!], { folders: { INBOX: empty, Sent: empty } })).toBe(false);
		expect(await night([mail!], { folders: { Sent: { ...empty, mails: 3 } } })).toBe(false);
		await office.tx(({ db, subscriptionId, at }) =>
			db.mailboxFolder.create({
				data: { subscriptionId, mailboxId: office.mailboxId, path: 'Projets', listedAt: at },
			}),
		);
		expect(await night([mail!])).toBe(false);
		expect((await view())!.checkedAt).toEqual(checkedAt);
		await office.tx(({ db, at }) => db.mailboxFolder.updateMany({ data: { missingSince: at } }));
		expect(await night([mail!], { after: 6 * DAY })).toBe(false);
		expect(await night([mail!], { after: 2 * DAY })).toBe(true);
		expect(await goneOf([mail!])).toBe(0);
		await office.tx(({ db }) => db.mailboxFolder.deleteMany());
	});

	it('is void once somebody else watches the mailbox', async () => {
		await follow();
		await office.advance(DAY);
		const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
		const begun = (await office.tx((tx) => beginDeletionsNight(tx, watch)))!;
		await office.tx((tx) => takeWatch(tx, office.mailboxId));
		const seen = { folders: new Map(), shownSince: null, found: new Map() };
		await expect(office.tx((tx) => recordDeletionsNight(tx, watch, begun, seen))).rejects.toThrow(FencedOut);
	});
});

describe('what waits', () => {
	it.each([
		['is to be checked', { verdict: 'doubtful', readings: ['reply', 'objection'] }],
		['may object', { verdict: 'objection' }],
	])('a mail that %s, until somebody said what it is', async (_, wish) => {
		const run = await office.engaged();
		await office.leave(run.id);
		const { messageId } = await office.receive({
			...wish,
			...{ engagementId: run.id, contactId: run.contactId, companyId: run.companyId },
			fromAddress: run.address,
		});
		await office.tx(({ db }) =>
			db.message.updateMany({
				where: { id: messageId },
				data: { messageIdKey: 'b@x.example', text: SECRET },
			}),
		);
		await follow();
		for (let nights = 0; nights < 3; nights++) await night(nights > 0 ? [messageId] : []);
		expect((await row(messageId)).text).toBe(SECRET);
		await office.tx((tx) =>
			correctMessageVerdict(tx, office.camille, { requestId: randomUUID(), messageId, verdict: 'reply' }),
		);
		await night([messageId]);
		expect(await goneOf([messageId])).toBe(1);
	});

	it('a reply that another run of the person waits on, and one that a live run is away by', async () => {
		const run = await office.engaged();
		await several(4);
		const [asks, away] = await several(2, { contactId: run.contactId, companyId: run.companyId });
		await follow();
		await night();
		await office.tx(async ({ db, subscriptionId, at }) => {
			await db.replyHold.create({
				data: {
					...{
						subscriptionId,
						messageId: asks!,
						contactId: run.contactId,
						receivedById: office.camille.userId,
					},
					...{ concernsUntil: at, openedAt: at },
				},
			});
			await db.engagement.updateMany({ where: { id: run.id }, data: { awayMessageId: away! } });
		});
		for (let nights = 0; nights < 3; nights++) await night([asks!, away!]);
		expect(await goneOf([asks!, away!])).toBe(0);
		await office.tx(({ db, at }) =>
			db.engagement.updateMany({
				where: { id: run.id },
				data: { repliesAnsweredUntil: at, awayMessageId: null },
			}),
		);
		await night([asks!, away!]);
		expect(await goneOf([asks!, away!])).toBe(2);
	});

	it('a mail that another mailbox has, until that one proves the same', async () => {
		const other = await office.tx(async (tx) => {
			const { mailboxId } = await createMailbox(tx, { ownerId: office.ines.userId });
			return mailboxId;
		});
		await follow();
		const [mail] = await several(4);
		await office.tx(({ db, subscriptionId, at }) =>
			db.messageCopy.create({
				data: {
					...{ subscriptionId, messageId: mail!, mailboxId: other, folder: 'INBOX' },
					...{ uidValidity: 1, uid: 3, storedAt: at },
				},
			}),
		);
		for (let nights = 0; nights < 3; nights++) await night([mail!]);
		expect(await goneOf([mail!])).toBe(0);
		await follow(true, other, office.ines);
		await night([], { mailboxId: other });
		await night([mail!], { mailboxId: other });
		expect(await goneOf([mail!])).toBe(0);
		await night([mail!], { mailboxId: other });
		expect(await goneOf([mail!])).toBe(1);
	});
});

describe('many mails that are gone at once', () => {
	it('are not erased before the owner says so, and what goes later is asked about anew', async () => {
		await follow();
		const ids = await several(30);
		await night();
		await night(ids);
		await night(ids);
		expect(await goneOf(ids)).toBe(0);
		const { held, checkedAt } = (await view())!;
		expect(held?.count).toBe(30);
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual(['deletions-held']);
		const settle = (decision: 'erase' | 'keep') =>
			office.tx((tx) =>
				settleDeletions(tx, office.camille, {
					mailboxId: office.mailboxId,
					decision,
					seenAt: checkedAt!,
				}),
			);
		const later = await several(25);
		await night(ids);
		await night([...ids, ...later]);
		await night([...ids, ...later]);
		expect(await settle('erase')).toEqual({ count: 30 });
		expect(await settle('erase')).toEqual({ count: 0 });
		expect(await goneOf(ids)).toBe(30);
		expect(await goneOf(later)).toBe(0);
		await night([...later]);
		expect(await goneOf(later)).toBe(0);
		expect((await view())!.held?.count).toBe(25);
		expect(await settle('keep')).toEqual({ count: 25 });
		for (let nights = 0; nights < 3; nights++) await night(later);
		expect(await goneOf(later)).toBe(0);
		expect((await row(later[0]!)).text).toBe(SECRET);
		expect(await told()).toMatchObject([
			{ how: 'on' },
			{ how: 'held', count: 30 },
			{ how: 'erased', count: 30 },
			{ how: 'held', count: 25 },
			{ how: 'kept', count: 25 },
		]);
	});

	it('are asked about where they go little by little too, and no more once all are back', async () => {
		await follow();
		const ids = await several(30);
		await night();
		const gone: string[] = [];
		for (const some of [ids.slice(0, 6), ids.slice(6, 12)]) {
			gone.push(...some);
			await night(gone);
		}
		await night(gone);
		expect(await goneOf(ids)).toBe(6);
		expect((await view())!.held?.count).toBe(6);
		await night(gone.slice(0, 11));
		expect((await view())!.held).not.toBeNull();
		await night();
		expect((await view())!.held).toBeNull();
		expect(await goneOf(ids)).toBe(6);
	});
});

describe('nights that never end', () => {
	it('are told to the owner once in a week, and again only after one ended', async () => {
		await follow();
		/** A watch ends before the night does. */
		const unfinished = async () => {
			await office.advance(DAY);
			const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
			expect(await office.tx((tx) => beginDeletionsNight(tx, watch))).toBeDefined();
		};
		const times = async (nights: number) => {
			for (let begun = 0; begun < nights; begun++) await unfinished();
			return (await told()).filter((one) => (one as { how: string }).how === 'unfinished').length;
		};
		expect(await times(6)).toBe(0);
		expect(await times(4)).toBe(1);
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual(['deletions-unfinished']);
		expect(await night()).toBe(true);
		expect(await times(6)).toBe(1);
		expect(await times(3)).toBe(2);
	});
});

describe('the wish', () => {
	it('is off at first, its owner’s or a responsable’s, and told to whom it concerns', async () => {
		expect(await view()).toBeNull();
		expect(await night()).toBeUndefined();
		const other = await office.tx((tx) => createMailbox(tx, { ownerId: office.ines.userId }));
		await expect(follow(true, other.mailboxId)).rejects.toMatchObject({ code: 'not-allowed' });
		await expect(follow(true, randomUUID())).rejects.toMatchObject({ code: 'missing' });
		expect(await follow()).toEqual({ isChanged: true });
		expect(await follow()).toEqual({ isChanged: false });
		expect((await office.notifications(office.ines.userId)).map(({ kind }) => kind)).toEqual([
			'deletions-followed',
		]);
		expect(await follow(false, office.mailboxId, office.ines)).toEqual({ isChanged: true });
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual(['mailbox-changed']);
		expect(await told()).toEqual([{ how: 'on' }, { how: 'off' }]);
	});

	it('ends at once: what was proven by then is forgotten, and a night under way records nothing', async () => {
		await follow();
		const [mail] = await several(3);
		await night();
		await night([mail!]);
		await office.advance(DAY);
		const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
		const begun = (await office.tx((tx) => beginDeletionsNight(tx, watch)))!;
		await follow(false);
		await follow();
		const seen = {
			folders: new Map([['INBOX', { uidValidity: 1n, mails: 9, lowestUid: 0 }]]),
			shownSince: null,
			found: new Map(),
		};
		expect(await office.tx((tx) => recordDeletionsNight(tx, watch, begun, seen))).toBe(false);
		for (let nights = 0; nights < 3; nights++) await night([mail!]);
		expect(await goneOf([mail!])).toBe(0);
	});

	it('survives that somebody keeps what is gone while a night is under way', async () => {
		await follow();
		const [mail] = await several(3);
		await night();
		await night([mail!]);
		await office.advance(DAY);
		const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
		const begun = (await office.tx((tx) => beginDeletionsNight(tx, watch)))!;
		await office.tx((tx) => tx.db.followedDeletions.updateMany({ data: { heldAt: tx.at } }));
		await office.tx(async (tx) =>
			settleDeletions(tx, office.camille, {
				mailboxId: office.mailboxId,
				decision: 'keep',
				seenAt: tx.at,
			}),
		);
		const seen = {
			folders: new Map([['INBOX', { uidValidity: 1n, mails: 9, lowestUid: 0 }]]),
			shownSince: null,
			found: new Map(
				begun.mails
					.filter(({ messageId }) => messageId !== mail)
					.map(({ messageId, stored }) => [messageId, stored]),
			),
		};
		expect(await office.tx((tx) => recordDeletionsNight(tx, watch, begun, seen))).toBe(true);
		for (let nights = 0; nights < 3; nights++) await night([mail!]);
		expect(await goneOf([mail!])).toBe(0);
	});

	it('seeks everywhere what is not at its place any more, also where nothing was noticed of it before', async () => {
		await follow();
		await several(2);
		await night();
		await office.advance(DAY);
		const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
		const { mails } = (await office.tx((tx) => beginDeletionsNight(tx, watch)))!;
		expect(mails.map(({ isSought }) => isSought)).toEqual([true, true]);
	});

	it('reaches nothing that another account had', async () => {
		const [mail] = await several(3);
		await follow();
		await night();
		await night([mail!]);
		await office.tx((tx) => followAnew(tx, office.mailboxId));
		for (let nights = 0; nights < 3; nights++) await night([mail!]);
		expect(await goneOf([mail!])).toBe(0);
	});

	it('ends with a restore of the database', async () => {
		await follow();
		await office.database.asHalt((tx) =>
			recordRestore(tx, {
				newest: 0,
				lostSince: new Date(tx.at.getTime() - DAY),
				provenBy: 'command',
			}),
		);
		expect(await night()).toBeUndefined();
		expect(await view()).toBeNull();
		expect(await told()).toEqual([{ how: 'on' }, { how: 'restored' }]);
	});

	it('leaves a mail that is gone without an answer', async () => {
		await follow();
		const [mail] = await several(3);
		await night([mail!]);
		await night([mail!]);
		const reply = { requestId: randomUUID(), messageId: mail!, bodyHtml: '<p>Merci</p>' };
		await expect(office.tx((tx) => writeReply(tx, office.camille, reply))).rejects.toMatchObject({
			code: 'missing',
		});
	});
});
