import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errorAnswer } from '#embedded/graph/answer-graph.ts';
import type { GraphFault } from '#embedded/graph/graph-server.ts';
import { findGraphEvidence } from './find-graph-evidence.ts';
import { ADDRESS, GraphRig, stepOf, type GraphStep } from './graph-rig.test-support.ts';

const LOST: GraphFault = { answer: 'cut' };
const LOST_WITH_EFFECT: GraphFault = { acts: true, answer: 'cut' };
const refuses = (status: number, code: string): GraphFault => ({ answer: errorAnswer(status, code) });

let rig: GraphRig;
beforeAll(async () => {
	rig = await GraphRig.open();
});
afterAll(() => rig?.server.close());
beforeEach(() => rig.write());
afterEach(() => rig.tidy());

/** A mail whose request to send was not answered. */
async function doubt(fault: GraphFault, of = rig): Promise<void> {
	of.at('send', fault);
	expect(await of.deliver()).toMatchObject({ state: 'uncertain' });
	of.server.script(() => undefined);
}
const look = (mayWithdraw = true, of = rig) =>
	findGraphEvidence(of.access(), of.mark, of.armed[0], mayWithdraw);

describe('the fate of a mail that was armed', () => {
	it('it left: its draft is gone and its copy lies in Sent Items', async () => {
		await doubt(LOST_WITH_EFFECT);
		expect(await look()).toEqual({ kind: 'sent', messageId: rig.mark.messageId });
	});

	it('it did not leave: its draft stands, and is taken back', async () => {
		await doubt(LOST);
		expect(await look()).toEqual({ kind: 'unsent' });
		expect(rig.drafts()).toEqual([]);
		expect(rig.copies()).toEqual([]);
	});

	it('a draft that stands says nothing as long as it may be about to leave, and stays', async () => {
		await doubt(LOST);
		expect(await look(false)).toEqual({ kind: 'unknown', code: 'draft-kept' });
		expect(rig.drafts()).toHaveLength(1);
	});

	it('a draft that a person deleted is evidence of nothing', async () => {
		await doubt(LOST);
		rig.tidy();
		expect(await look()).toEqual({ kind: 'unknown', code: 'draft-gone' });
	});

	it('a draft that a person sent by hand has left', async () => {
		await doubt(LOST);
		await rig.server.mailbox(ADDRESS).send(rig.drafts()[0]!);
		expect(await look()).toMatchObject({ kind: 'sent' });
	});

	it('one that was sent and has kept its id is not deleted', async () => {
		await doubt(LOST);
		rig.at('read', () => ({ answer: { status: 200, body: { id: rig.armed[0]!.id, isDraft: false } } }));
		expect(await look()).toMatchObject({ kind: 'sent' });
		expect(rig.steps()).not.toContain('delete');
	});

	it('one without a recorded draft is looked for by our Message-ID and our header', async () => {
		await doubt(LOST_WITH_EFFECT);
		expect(await findGraphEvidence(rig.access(), rig.mark, undefined, true)).toMatchObject({ kind: 'sent' });
		rig.write();
		expect(await findGraphEvidence(rig.access(), rig.mark, undefined, true)).toMatchObject({
			kind: 'unknown',
		});
	});

	it('a look that took long takes nothing back: what comes of it would not be known', async () => {
		await doubt(LOST);
		let pause: Promise<unknown> | undefined;
		rig.at('find-sent', () => (pause ? undefined : { before: (pause = sleep(300)), answer: 'usual' }));
		const { limits } = rig.access();
		const access = { ...rig.access(), limits: { ...limits, lookWithin: 500 } };
		const found = await findGraphEvidence(access, rig.mark, rig.armed[0], true);
		expect(found.kind).toBe('unknown');
		expect(rig.drafts()).toHaveLength(1);
	});

	it("nobody else's mail is taken for it, or taken back", async () => {
		await doubt(LOST);
		const [draft] = rig.armed;
		await rig.deliver();
		rig.write();
		await doubt(LOST);
		rig.armed = [];
		expect(await look()).toMatchObject({ kind: 'unknown' });
		expect(rig.drafts().map(({ id }) => id)).toContain(draft!.id);
	});

	it.each<[string, GraphStep, GraphFault, string]>([
		[
			'a token that is taken no more',
			'find-sent',
			refuses(401, 'InvalidAuthenticationToken'),
			'auth-refused',
		],
		['too many requests', 'find-sent', refuses(429, 'ApplicationThrottled'), 'too-fast'],
		['a cut line', 'find-sent', LOST, 'connection-lost'],
		['a list that is none', 'find-sent', { answer: { status: 200, body: { value: 'x' } } }, 'protocol'],
		['a 404 of somebody else', 'read', { answer: { status: 404, body: '<html></html>' } }, 'refused'],
		[
			'a draft that does not say whether it is one',
			'read',
			{ answer: { status: 200, body: { id: 'x' } } },
			'protocol',
		],
		['a deletion that fails', 'delete', refuses(500, 'ErrorInternalServerError'), 'server-later'],
		['a deletion whose answer is lost', 'delete', LOST_WITH_EFFECT, 'connection-lost'],
	])('%s (%s) proves nothing', async (_, step, fault, code) => {
		await doubt(LOST);
		rig.at(step, fault);
		expect(await look()).toEqual({ kind: 'unknown', code });
		expect(rig.copies()).toEqual([]);
	});

	it('a copy that comes to Sent Items as its draft is taken back is seen', async () => {
		await doubt(LOST);
		let looks = 0;
		rig.server.script((request) => {
			if (stepOf(request) !== 'find-sent' || ++looks !== 4) return undefined;
			const value = [{ id: 'late', isDraft: false, internetMessageId: '<late@x.example>' }];
			return { answer: { status: 200, body: { value } } };
		});
		expect(await look()).toEqual({ kind: 'sent', messageId: '<late@x.example>' });
	});

	it('a mailbox that cannot be searched by a header is searched by the Message-ID', async () => {
		await doubt(LOST);
		rig.server.script(({ path }) =>
			path.includes('singleValueExtendedProperties') ? refuses(400, 'ErrorInvalidUrlQueryFilter') : undefined,
		);
		expect(await look()).toEqual({ kind: 'unsent' });
	});
});

describe('other habits of the service', () => {
	it.each([
		{ replacesMessageId: 'in-drafts' as const },
		{ replacesMessageId: 'when-sent' as const },
		{ keepsImmutableIds: false },
	])('%o: a mail that left is found, one that did not is taken back', async (habits) => {
		const other = await GraphRig.open(habits);
		other.write();
		await doubt(LOST_WITH_EFFECT, other);
		const [sent] = other.server.mailbox(ADDRESS).in('sentitems');
		expect(await look(true, other)).toEqual({ kind: 'sent', messageId: sent!.messageId });
		other.write();
		await doubt(LOST, other);
		expect(await look(true, other)).toEqual({ kind: 'unsent' });
		expect(other.copies()).toEqual([]);
		await other.server.close();
	});

	it('a mail that was accepted and has not left yet is left alone', async () => {
		const other = await GraphRig.open({ submitsLater: true });
		other.write();
		await doubt(LOST_WITH_EFFECT, other);
		expect(await look(false, other)).toEqual({ kind: 'unknown', code: 'draft-kept' });
		await other.server.mailbox(ADDRESS).submit();
		expect(await look(true, other)).toMatchObject({ kind: 'sent' });
		expect(other.copies()).toHaveLength(1);
		await other.server.close();
	});
});

describe('pages', () => {
	const page = (next: string): GraphFault => ({
		answer: { status: 200, body: { value: [], '@odata.nextLink': next } },
	});

	it('are followed where a first one is empty', async () => {
		await doubt(LOST_WITH_EFFECT);
		rig.server.script((request) => {
			if (stepOf(request) !== 'find-sent' || request.path.includes('skip')) return undefined;
			return page(`${rig.server.url}${request.path}&$skip=0`);
		});
		expect(await look()).toMatchObject({ kind: 'sent' });
	});

	it('lead nowhere else, and are never followed for ever', async () => {
		await doubt(LOST);
		const before = rig.steps().length;
		rig.at('find-sent', page('https://elsewhere.example/v1.0/users/paul/messages?$skip=1'));
		expect(await look(false)).toEqual({ kind: 'unknown', code: 'draft-kept' });
		const asked = rig.steps().slice(before);
		expect(asked).toEqual(Array(15).fill('find-sent'));
	});
});
