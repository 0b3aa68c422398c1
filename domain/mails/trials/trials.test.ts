import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAtMessage } from '#domain/mails/look-at-message.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { readLastTrial } from './read-last-trial.ts';
import { writeTrial } from './write-trial.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('trials');
});
afterAll(() => office?.close());
beforeEach(() => office.advance(2 * DAY));

const some = (count: number) => Array.from({ length: count }, () => `${randomUUID()}@ami.example`);
interface Wish {
	readonly addresses: readonly string[];
	readonly requestId?: string;
	readonly mailboxId?: string;
	readonly actor?: Actor;
}
const write = ({ actor = office.camille, ...wish }: Wish) =>
	office.tx((tx) =>
		writeTrial(tx, actor, {
			...{ requestId: randomUUID(), mailboxId: office.mailboxId, subject: 'Essai', bodyHtml: '<p>Essai</p>' },
			...wish,
		}),
	);
const last = (actor = office.camille, mailboxId = office.mailboxId) =>
	office.tx((tx) => readLastTrial(tx, actor, mailboxId));
const fates = async () => {
	const { last: shown } = await last();
	return Object.fromEntries(shown!.lines.map(({ address, fate }) => [address, fate]));
};
const sendsOf = (trialId: string) => office.tx(({ db }) => db.send.findMany({ where: { trialId } }));
const runsOf = (ids: readonly string[]) =>
	office.tx(({ db }) => db.outbox.findMany({ where: { targetId: { in: [...ids] } } }));
const setState = (state: 'lost' | 'synchronised') =>
	office.tx(({ db }) => db.mailbox.updateMany({ where: { id: office.mailboxId }, data: { state } }));

describe('a real-life test', () => {
	it('is one mail to each address, and shown again after a reload', async () => {
		const addresses = some(3);
		const { trialId } = await write({ addresses: [...addresses, addresses[0]!] });
		const sends = await sendsOf(trialId);
		expect(sends.map(({ recipient }) => recipient).sort()).toEqual([...addresses].sort());
		expect(new Set(sends.map(({ kind }) => kind))).toEqual(new Set(['test']));
		expect(await runsOf(sends.map(({ id }) => id))).toHaveLength(3);
		expect(await fates()).toEqual(
			Object.fromEntries(addresses.map((one) => [one, { state: 'leaving', fault: null, status: null }])),
		);
		expect((await last()).last).toMatchObject({ byName: expect.stringContaining('Camille') });
	});

	it('names no address in its runs', async () => {
		const [address] = some(1);
		const requestId = randomUUID();
		const { trialId } = await write({ requestId, addresses: [address!] });
		const other = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { trialId } }));
		await office.tx(({ db }) => db.send.deleteMany({ where: { trialId } }));
		await write({ requestId, addresses: some(1) });
		expect((await sendsOf(trialId)).map(({ id }) => id)).toEqual([other.id]);
	});

	it('pressed twice, also at once, leaves once; another text under one press is refused', async () => {
		const wish = { requestId: randomUUID(), addresses: some(5) };
		await Promise.all([write(wish), write(wish), write(wish)]);
		expect(await sendsOf(wish.requestId)).toHaveLength(5);
		const reused = { code: 'request-reused' };
		await expect(write({ ...wish, addresses: some(5) })).rejects.toMatchObject(reused);
		await expect(write({ ...wish, addresses: wish.addresses.slice(1) })).rejects.toMatchObject(reused);
		await expect(write({ ...wish, actor: office.ines })).rejects.toMatchObject(reused);
		expect(await sendsOf(wish.requestId)).toHaveLength(5);
	});

	it('goes to five addresses at most', async () => {
		const requestId = randomUUID();
		const refused = write({ requestId, addresses: some(6) });
		await expect(refused).rejects.toMatchObject({ code: 'trial-too-many-addresses' });
		expect(await sendsOf(requestId)).toEqual([]);
	});

	it('is twenty mails a person and day at most, however many tabs ask at once', async () => {
		const tabs = await Promise.allSettled(Array.from({ length: 6 }, () => write({ addresses: some(4) })));
		const refused = tabs.flatMap((tab) => (tab.status === 'rejected' ? [tab.reason] : []));
		expect(refused).toMatchObject([{ code: 'trial-full', details: { left: 0 } }]);
		await expect(write({ addresses: some(1), actor: office.ines })).resolves.toBeDefined();
		await office.advance(DAY);
		await expect(write({ addresses: some(5) })).resolves.toBeDefined();
	});

	it('to somebody on the list is refused whole, and her place is said', async () => {
		const [friend, opposed] = some(2);
		await office.tx((tx) =>
			suppress(tx, createEnvelopes(randomBytes(32)), { address: opposed!, cause: 'manual' }),
		);
		const requestId = randomUUID();
		await expect(write({ requestId, addresses: [friend!, opposed!] })).rejects.toMatchObject({
			code: 'trial-opposed',
			details: { position: 2 },
		});
		expect(await sendsOf(requestId)).toEqual([]);
	});

	it('leaves from no mailbox that is lost; what was written before waits', async () => {
		const [address] = some(1);
		const { trialId } = await write({ addresses: [address!] });
		await setState('lost');
		try {
			await expect(write({ addresses: some(1) })).rejects.toMatchObject({ code: 'refused-mailbox' });
			const [send] = await sendsOf(trialId);
			const look = await office.tx((tx) => lookAtMessage(tx, send!.id, { toOthers: true }));
			expect(look).toMatchObject({ kind: 'wait' });
			expect(await last()).toMatchObject({ isRead: false });
			expect(await fates()).toMatchObject({ [address!]: { state: 'waiting' } });
		} finally {
			await setState('synchronised');
		}
	});

	it("is nobody else's: from a colleague's mailbox only a responsable's", async () => {
		const { mailboxId } = await office.tx((tx) => createMailbox(tx, { ownerId: office.ines.userId }));
		const notAllowed = { code: 'not-allowed' };
		await expect(write({ mailboxId, addresses: some(1) })).rejects.toMatchObject(notAllowed);
		await expect(last(office.camille, mailboxId)).rejects.toMatchObject(notAllowed);
		await expect(write({ addresses: some(1), actor: office.ines })).resolves.toBeDefined();
		const elsewhere = { code: 'missing' };
		await expect(write({ mailboxId: randomUUID(), addresses: some(1) })).rejects.toMatchObject(elsewhere);
	});

	it('tells what was refused, and what came back after it was accepted', async () => {
		const [refused, returned, later, unknown] = some(4);
		const { trialId } = await write({ addresses: [refused!, returned!, later!, unknown!] });
		const idOf = new Map((await sendsOf(trialId)).map(({ id, recipient }) => [recipient, id]));
		await office.tx(async ({ db, subscriptionId, at }) => {
			const attempt = (address: string, code: string, status: string) =>
				db.sendAttempt.create({
					data: { subscriptionId, sendId: idOf.get(address)!, fence: 1, startedAt: at, code, status },
				});
			const is = (address: string, state: 'rejected' | 'accepted' | 'uncertain') =>
				db.send.updateMany({
					where: { id: idOf.get(address)! },
					data: { state, armedAt: at, ...(state === 'rejected' ? {} : { sentAt: at }) },
				});
			await attempt(refused!, 'recipient-unknown', '5.1.1');
			await attempt(later!, 'greylisted', '4.7.1');
			await is(refused!, 'rejected');
			await is(returned!, 'accepted');
			await is(unknown!, 'uncertain');
		});
		expect(await fates()).toMatchObject({ [returned!]: { state: 'accepted' } });
		await office.receive(
			{ verdict: 'bounce-hard', sendId: idOf.get(returned!)! },
			{ rule: 'delivery-failed', status: '5.1.10' },
		);
		expect(await fates()).toEqual({
			[refused!]: { state: 'refused', fault: 'recipient-unknown', status: '5.1.1' },
			[returned!]: { state: 'returned', fault: 'recipient-unknown', status: '5.1.10' },
			[later!]: { state: 'later', fault: 'greylisted', status: '4.7.1' },
			[unknown!]: { state: 'uncertain', fault: null, status: null },
		});
	});
});
