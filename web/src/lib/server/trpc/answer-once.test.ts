import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { answerOnce } from './answer-once.ts';

const database = await openTestDatabase();
let subscriptionId: string;
let companyId: string;
let userId: string;

beforeAll(async () => {
	({ subscriptionId, companyId, userId } = await createEngagement({ database }, { startsIn: 1_000 }));
});

const within = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(subscriptionId, work);

/** Writes a note by a request; as a procedure does. */
function write(request: { requestId: string; userId?: string; procedure?: string }, text: string) {
	return within((tx) =>
		answerOnce(tx, { userId, procedure: 'notes.writeNote', input: text, ...request }, async () => {
			const { id } = await tx.db.note.create({
				data: { subscriptionId, companyId, authorId: userId, text, at: tx.at },
				select: { id: true },
			});
			return { id, at: tx.at, nothing: undefined };
		}),
	);
}
const notes = (text: string) => within(({ db }) => db.note.count({ where: { text } }));

it('does an act once and answers it again, dates and all, when it is sent again', async () => {
	const requestId = randomUUID();
	const first = await write({ requestId }, 'once');
	expect(await write({ requestId }, 'once')).toEqual(first);
	expect(first.at).toBeInstanceOf(Date);
	expect(await notes('once')).toBe(1);
});

it('does an act once that is sent again while the first is under way', async () => {
	const requestId = randomUUID();
	const [one, other] = await Promise.all([write({ requestId }, 'both'), write({ requestId }, 'both')]);
	expect(one).toEqual(other);
	expect(await notes('both')).toBe(1);
});

it('judges an act anew that was refused', async () => {
	const requestId = randomUUID();
	const refused = within((tx) =>
		answerOnce(tx, { requestId, userId, procedure: 'notes.writeNote', input: '' }, () =>
			Promise.reject(new Refusal('invalid', 'input')),
		),
	);
	await expect(refused).rejects.toMatchObject({ code: 'input' });
	await write({ requestId }, 'anew');
	expect(await notes('anew')).toBe(1);
});

it('gives nobody the answer of another procedure or of another person', async () => {
	const requestId = randomUUID();
	const first = await write({ requestId }, 'own');
	await expect(write({ requestId, procedure: 'notes.deleteNote' }, 'own')).rejects.toMatchObject({
		code: 'request-reused',
	});
	expect(await write({ requestId, userId: randomUUID() }, 'own')).not.toEqual(first);
});

it('says of another input that it was not done, rather than give it the answer of the first', async () => {
	const requestId = randomUUID();
	await write({ requestId }, 'first');
	await expect(write({ requestId }, 'second')).rejects.toMatchObject({ code: 'request-reused' });
	expect(await notes('second')).toBe(0);
});

it('forgets what nobody sends again', async () => {
	const old = randomUUID();
	await write({ requestId: old }, 'old');
	await within(({ db, at }) =>
		db.answeredRequest.updateMany({
			where: { id: old },
			data: { at: new Date(at.getTime() - 8 * 24 * 3_600_000) },
		}),
	);
	await write({ requestId: randomUUID() }, 'young');
	expect(await within(({ db }) => db.answeredRequest.count({ where: { id: old } }))).toBe(0);
});
