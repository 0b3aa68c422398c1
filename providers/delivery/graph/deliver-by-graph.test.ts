import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errorAnswer } from '#embedded/graph/answer-graph.ts';
import type { GraphFault } from '#embedded/graph/graph-server.ts';
import { ADDRESS, GraphRig, RECIPIENT, type GraphStep } from './graph-rig.test-support.ts';

let rig: GraphRig;
beforeAll(async () => {
	rig = await GraphRig.open();
});
afterAll(() => rig?.server.close());
beforeEach(() => rig.write());
afterEach(() => rig.tidy());

const refuses = (status: number, code: string, headers: Record<string, string> = {}): GraphFault => ({
	answer: errorAnswer(status, code, headers),
});
const PAGE: GraphFault = {
	answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' },
};
/** Fine, but for its size. */
const FLOOD: GraphFault = {
	answer: { status: 201, body: { id: 'x', isDraft: true, padding: 'x'.repeat(10 * 1024 * 1024) } },
};

describe('a mail that leaves', () => {
	it('is made, read back, armed and sent in that order, once, and armed with the draft that is sent', async () => {
		const order: string[] = [];
		const arm = async ({ id }: { id: string }) => {
			order.push(...rig.steps(), 'arm');
			expect(rig.drafts().map((draft) => draft.id)).toEqual([id]);
			expect(rig.copies()).toHaveLength(0);
			return true;
		};
		expect(await rig.deliver({ arm })).toEqual({ state: 'accepted', reply: '202' });
		expect([...order, ...rig.steps().slice(2)]).toEqual(['create', 'read', 'arm', 'send']);
		const [copy, ...others] = rig.copies();
		expect(others).toEqual([]);
		expect(copy).toEqual({ from: ADDRESS, to: [RECIPIENT], bytes: rig.bytes });
		expect(rig.drafts()).toEqual([]);
	});

	it('goes over one connection, opened before it is armed', async () => {
		const ports: number[] = [];
		rig.server.script(({ port }) => void ports.push(port));
		await rig.deliver();
		expect(ports).toHaveLength(3);
		expect(new Set(ports).size).toBe(1);
	});

	it('opens another one before the arm where the server closed the first', async () => {
		rig.at('read', () => {
			const { id } = rig.drafts()[0]!;
			const body = {
				id,
				isDraft: true,
				...{ toRecipients: [{ emailAddress: { address: RECIPIENT } }], ccRecipients: [], bccRecipients: [] },
			};
			return { answer: { status: 200, headers: { connection: 'close' }, body } };
		});
		expect(await rig.deliver()).toMatchObject({ state: 'accepted' });
	});

	it.each([
		['the same in other letters', 'HELENE@People.Example'],
		['a name before it', 'Hélène <helene@people.example>'],
	])('to %s', async (_, to) => {
		rig.write([], to);
		expect(await rig.deliver()).toMatchObject({ state: 'accepted' });
	});

	it('takes on the Message-ID that Graph gave it', async () => {
		const other = await GraphRig.open({ replacesMessageId: 'in-drafts' });
		other.write();
		const delivery = await other.deliver();
		expect(delivery).toMatchObject({
			state: 'accepted',
			serverMessageId: expect.stringMatching(/prod\.outlook\.com>$/),
		});
		expect(other.armed[0]!.messageId).toBe(
			delivery.state === 'accepted' ? delivery.serverMessageId : undefined,
		);
		await other.server.close();
	});
});

describe('a mail that would go to somebody else', () => {
	it.each([
		['Cc', ['Cc: paul@people.example']],
		['Bcc', ['Bcc: paul@people.example']],
		['a second To', ['To: paul@people.example']],
	])('is never armed: %s', async (_, fields) => {
		rig.write(fields);
		expect(await rig.deliver()).toEqual({
			state: 'deferred',
			fault: { code: 'draft-altered', matter: 'server' },
		});
		expect(rig.armed).toEqual([]);
		expect(rig.drafts()).toEqual([]);
	});

	it.each([
		['another', 'paul@people.example'],
		['two', 'helene@people.example, paul@people.example'],
		['nobody', 'undisclosed-recipients:;'],
	])('is never armed: To names %s', async (_, to) => {
		rig.write([], to);
		expect(await rig.deliver()).toMatchObject({ state: 'deferred', fault: { code: 'draft-altered' } });
		expect(rig.armed).toEqual([]);
		expect(rig.drafts()).toEqual([]);
	});

	it('is never armed where Graph does not say to whom it goes', async () => {
		rig.at('read', () => {
			const { id } = rig.drafts()[0]!;
			const to = [{ emailAddress: { address: RECIPIENT } }];
			return { answer: { status: 200, body: { id, isDraft: true, toRecipients: to } } };
		});
		expect(await rig.deliver()).toMatchObject({ state: 'deferred', fault: { code: 'draft-altered' } });
		expect(rig.armed).toEqual([]);
	});
});

describe('before the arm', () => {
	it.each<[string, GraphStep, GraphFault, object]>([
		[
			'a token that is taken no more',
			'create',
			refuses(401, 'InvalidAuthenticationToken'),
			{ state: 'deferred', fault: { code: 'auth-refused', matter: 'mailbox', replyCode: 401 } },
		],
		[
			'… in mid-way',
			'read',
			refuses(401, 'InvalidAuthenticationToken'),
			{ state: 'deferred', fault: { code: 'auth-refused', matter: 'mailbox' } },
		],
		[
			'a permission that is missing',
			'create',
			refuses(403, 'ErrorAccessDenied'),
			{ state: 'deferred', fault: { code: 'auth-refused', matter: 'mailbox', replyCode: 403 } },
		],
		[
			'a mailbox that Graph does not serve',
			'create',
			refuses(404, 'MailboxNotEnabledForRESTAPI'),
			{ state: 'deferred', fault: { code: 'session-refused', matter: 'mailbox' } },
		],
		[
			'a full mailbox',
			'create',
			refuses(413, 'ErrorQuotaExceeded'),
			{ state: 'deferred', fault: { code: 'provider-limit', matter: 'mailbox' } },
		],
		[
			'a mail that is too large',
			'create',
			refuses(413, 'RequestEntityTooLarge'),
			{ state: 'rejected', fault: { code: 'message-too-large', matter: 'message' } },
		],
		[
			'too many requests',
			'create',
			refuses(429, 'ApplicationThrottled', { 'retry-after': '37' }),
			{ state: 'deferred', fault: { code: 'too-fast', matter: 'mailbox' }, retryAfter: 37_000 },
		],
		[
			'a service that is down',
			'create',
			refuses(503, 'serviceNotAvailable', { 'retry-after': '120' }),
			{ state: 'deferred', fault: { code: 'server-later', matter: 'server' }, retryAfter: 120_000 },
		],
		['a gateway', 'create', PAGE, { state: 'deferred', fault: { code: 'server-later', matter: 'server' } }],
		[
			'a redirect, which is not followed',
			'create',
			{ answer: { status: 307, headers: { location: 'https://127.0.0.1/elsewhere' } } },
			{ state: 'deferred', fault: { code: 'protocol', matter: 'server' } },
		],
		['a flood', 'create', FLOOD, { state: 'deferred', fault: { code: 'protocol', matter: 'server' } }],
		['a flood', 'read', FLOOD, { state: 'deferred', fault: { code: 'protocol', matter: 'server' } }],
		[
			'no JSON',
			'read',
			{ answer: { status: 200, body: 'fine' } },
			{ state: 'deferred', fault: { code: 'protocol', matter: 'server' } },
		],
		[
			'a cut line',
			'create',
			{ answer: 'cut' },
			{ state: 'deferred', fault: { code: 'connection-lost', matter: 'server' } },
		],
		[
			'a cut line',
			'read',
			{ answer: 'cut' },
			{ state: 'deferred', fault: { code: 'connection-lost', matter: 'server' } },
		],
		[
			'something that nobody knows',
			'create',
			refuses(400, 'ErrorOfAnotherYear'),
			{ state: 'deferred', fault: { code: 'refused', matter: 'server', replyCode: 400 } },
		],
	])('%s (%s) arms nothing', async (_, step, fault, expected) => {
		rig.at(step, fault);
		expect(await rig.deliver()).toMatchObject(expected);
		expect(rig.armed).toEqual([]);
		expect(rig.copies()).toEqual([]);
	});

	it.each<[GraphStep, GraphFault]>([
		['find-draft', refuses(413, 'RequestEntityTooLarge')],
		['read', refuses(400, 'ErrorInvalidRecipients')],
		['find-sent', refuses(400, 'ErrorMimeContentInvalid')],
	])('a refusal of anything but the draft is no word about the mail: %s', async (step, fault) => {
		rig.at(step, fault);
		expect(await rig.deliver({ earlier: [] })).toMatchObject({
			state: 'deferred',
			fault: { code: 'refused', matter: 'server' },
		});
		expect(rig.armed).toEqual([]);
	});

	it('all of it together is over in time', async () => {
		rig.at('read', { answer: 'silence' });
		expect(await rig.deliver({ limits: { draftWithin: 300, tidyWithin: 300 } })).toMatchObject({
			state: 'deferred',
			fault: { code: 'server-silent' },
		});
		expect(rig.armed).toEqual([]);
	});

	it.each(['create', 'read'] as const)('silence at %s is over in time', async (step) => {
		rig.at(step, { answer: 'silence' });
		expect(await rig.deliver({ limits: { answerWithin: 200 } })).toEqual({
			state: 'deferred',
			fault: { code: 'server-silent', matter: 'server' },
		});
		expect(rig.armed).toEqual([]);
	});

	it.each(['cut', 'silence'] as const)('a draft whose answer was lost (%s) is taken back', async (answer) => {
		rig.at('create', { acts: true, answer });
		expect(await rig.deliver({ limits: { answerWithin: 2_000 } })).toMatchObject({ state: 'deferred' });
		expect(rig.drafts()).toEqual([]);
	});

	it('a draft that a person deleted arms nothing', async () => {
		rig.at('read', () => void rig.tidy());
		expect(await rig.deliver()).toEqual({
			state: 'deferred',
			fault: { code: 'draft-gone', matter: 'server' },
		});
		expect(rig.armed).toEqual([]);
	});

	it('a draft that a person sent by hand has left, once', async () => {
		let byHand: Promise<void> | undefined;
		rig.server.script(({ path, method }) => {
			if (method !== 'GET' || !path.startsWith('/v1.0/me/messages/')) return undefined;
			byHand ??= rig.server.mailbox(ADDRESS).send(rig.drafts()[0]!);
			return { before: byHand, answer: 'usual' };
		});
		expect(await rig.deliver()).toMatchObject({ state: 'accepted' });
		expect(rig.armed).toEqual([]);
		expect(rig.copies()).toHaveLength(1);
	});

	it('a mail over the limit asks nobody', async () => {
		const bytes = Buffer.alloc(3 * 1024 * 1024 + 3, 'a');
		expect(await rig.deliver({ bytes })).toEqual({
			state: 'rejected',
			fault: { code: 'message-too-large', matter: 'message' },
		});
		expect(rig.steps()).toEqual([]);
	});

	it('goes through the guard, over TLS, or not at all', async () => {
		const closed = { ...rig.policy, kind: 'real' as const, allowedPrivateHosts: [] };
		expect(await rig.deliver({ policy: closed })).toEqual({
			state: 'deferred',
			fault: { code: 'host-refused', matter: 'server' },
		});
		const clear = rig.server.url.replace('https', 'http');
		expect(await rig.deliver({ url: clear })).toMatchObject({ fault: { code: 'host-refused' } });
		const stranger = { kind: 'real' as const, allowedPrivateHosts: ['127.0.0.1'] };
		expect(await rig.deliver({ policy: stranger })).toMatchObject({ fault: { code: 'tls-certificate' } });
		let calls = 0;
		const silent = createTcpServer(() => void calls++).listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
		expect(await rig.deliver({ url, limits: { connectWithin: 200 } })).toMatchObject({
			state: 'deferred',
			fault: { code: 'tls-timeout', matter: 'server' },
		});
		silent.close();
		// Nothing was asked: there is no draft to take back.
		expect(calls).toBe(1);
		expect(rig.steps()).toEqual([]);
		expect(rig.drafts()).toEqual([]);
	});
});
