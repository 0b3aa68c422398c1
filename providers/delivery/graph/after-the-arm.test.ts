import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errorAnswer } from '#embedded/graph/answer-graph.ts';
import type { GraphFault } from '#embedded/graph/graph-server.ts';
import { ADDRESS, GraphRig, type GraphStep } from './graph-rig.test-support.ts';

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
	answer: { status: 202, body: { id: 'x', isDraft: true, padding: 'x'.repeat(10 * 1024 * 1024) } },
};

describe('at the arm', () => {
	const nothingLeft = () => {
		expect(rig.steps()).not.toContain('send');
		expect(rig.copies()).toEqual([]);
		expect(rig.drafts()).toEqual([]);
	};

	it.each([
		['one that refuses', async () => false, 'not-armed'],
		['one that fails, and may have committed', () => Promise.reject(new Error('no database')), 'arm-unknown'],
	])('%s sends nothing, and its draft goes', async (_, arm, code) => {
		expect(await rig.deliver({ arm })).toEqual({ state: 'disarmed', fault: { code, matter: 'ours' } });
		nothingLeft();
	});

	it('one that never answers is over in time', async () => {
		const arm = () => new Promise<boolean>(() => {});
		expect(await rig.deliver({ arm, limits: { dotWithin: 100 } })).toEqual({
			state: 'disarmed',
			fault: { code: 'dot-too-late', matter: 'ours' },
		});
		nothingLeft();
	});

	it('one that held the whole process up is too late', async () => {
		const arm = async () => {
			const until = performance.now() + 150;
			while (performance.now() < until);
			return true;
		};
		expect(await rig.deliver({ arm, limits: { dotWithin: 100 } })).toMatchObject({
			state: 'disarmed',
			fault: { code: 'dot-too-late' },
		});
		nothingLeft();
	});

	it('a stop that came meanwhile is obeyed', async () => {
		const stop = new AbortController();
		const arm = async () => {
			stop.abort();
			return true;
		};
		expect(await rig.deliver({ arm, signal: stop.signal })).toEqual({
			state: 'disarmed',
			fault: { code: 'stopped', matter: 'ours' },
		});
		nothingLeft();
	});

	it('a stop before it arms nothing', async () => {
		const stop = new AbortController();
		rig.at('read', () => void stop.abort());
		expect(await rig.deliver({ signal: stop.signal })).toMatchObject({
			state: 'deferred',
			fault: { code: 'stopped', matter: 'ours' },
		});
		expect(rig.armed).toEqual([]);
		nothingLeft();
	});

	it('a line that was closed meanwhile sends nothing over another one', async () => {
		const arm = async () => {
			rig.server.closeConnections();
			await new Promise((resolve) => setTimeout(resolve, 50));
			return true;
		};
		expect(await rig.deliver({ arm })).toEqual({
			state: 'disarmed',
			fault: { code: 'connection-lost', matter: 'server' },
		});
		nothingLeft();
	});
});

describe('after the request to send', () => {
	it.each<[string, GraphFault, string]>([
		['503', refuses(503, 'serviceNotAvailable'), 'server-later'],
		['504', refuses(504, 'ErrorTimeoutExpired'), 'server-later'],
		['500', refuses(500, 'ErrorInternalServerError'), 'server-later'],
		['a gateway', PAGE, 'server-later'],
		['a flood', FLOOD, 'protocol'],
		['a redirect', { answer: { status: 302, headers: { location: '/' } } }, 'protocol'],
		['a 200', { answer: { status: 200, body: {} } }, 'protocol'],
		['a cut line', { answer: 'cut' }, 'connection-lost'],
	])('%s leaves it open whether it left, with and without effect', async (_, fault, code) => {
		for (const acts of [true, false]) {
			rig.write();
			rig.at('send', { ...fault, acts });
			expect(await rig.deliver()).toMatchObject({ state: 'uncertain', fault: { code, matter: 'server' } });
			expect(rig.armed).toHaveLength(1);
			expect(rig.steps().filter((step) => step === 'send')).toHaveLength(1);
			expect(rig.copies()).toHaveLength(acts ? 1 : 0);
			// Its draft is what its fate is known by.
			expect(rig.drafts()).toHaveLength(acts ? 0 : 1);
			rig.tidy();
		}
	});

	it('silence leaves it open as well', async () => {
		rig.at('send', { acts: true, answer: 'silence' });
		expect(await rig.deliver({ limits: { sendWithin: 200 } })).toEqual({
			state: 'uncertain',
			fault: { code: 'server-silent', matter: 'server' },
		});
		expect(rig.copies()).toHaveLength(1);
	});

	it('a stop changes nothing any more', async () => {
		const stop = new AbortController();
		rig.at('send', () => void stop.abort());
		expect(await rig.deliver({ signal: stop.signal })).toMatchObject({ state: 'accepted' });
	});

	it.each<[string, GraphFault, object]>([
		[
			'an address that may not be written from',
			refuses(403, 'ErrorSendAsDenied'),
			{ state: 'deferred', fault: { code: 'sender-refused', matter: 'mailbox', replyCode: 403 } },
		],
		[
			'a blocked account',
			refuses(403, 'ErrorMessageSubmissionBlocked'),
			{ state: 'deferred', fault: { code: 'sender-refused', matter: 'mailbox' } },
		],
		[
			'no right to send',
			refuses(403, 'ErrorAccessDenied'),
			{ state: 'deferred', fault: { code: 'auth-refused', matter: 'mailbox' } },
		],
		[
			"the day's limit",
			refuses(429, 'ErrorExceededMessageLimit'),
			{ state: 'deferred', fault: { code: 'provider-limit', matter: 'mailbox', replyCode: 429 } },
		],
		[
			'an address that is none',
			refuses(400, 'ErrorInvalidRecipients'),
			{ state: 'rejected', fault: { code: 'address-invalid', matter: 'recipient' } },
		],
		[
			'a mailbox that the service does not find for a while',
			refuses(404, 'ErrorNonExistentMailbox'),
			{ state: 'deferred', fault: { code: 'server-later', matter: 'server' } },
		],
		[
			'a conflict',
			refuses(409, 'ErrorIrresolvableConflict'),
			{ state: 'deferred', fault: { code: 'server-later', matter: 'server' } },
		],
		[
			'too many requests',
			refuses(429, 'ApplicationThrottled', { 'retry-after': '9' }),
			{ state: 'deferred', fault: { code: 'too-fast', matter: 'mailbox' }, retryAfter: 9_000 },
		],
		[
			'something that nobody knows',
			refuses(400, 'ErrorOfAnotherYear'),
			{ state: 'deferred', fault: { code: 'refused', matter: 'server' } },
		],
	])('%s counts as refused once its draft was taken back', async (_, fault, expected) => {
		rig.at('send', fault);
		expect(await rig.deliver()).toMatchObject(expected);
		expect(rig.drafts()).toEqual([]);
		expect(rig.copies()).toEqual([]);
		expect(rig.steps()).toEqual(['create', 'read', 'send', 'read', 'delete', ...Array(3).fill('find-sent')]);
	});

	it('one that says no and sends it all the same is not believed', async () => {
		rig.at('send', { ...refuses(429, 'ApplicationThrottled'), acts: true });
		expect(await rig.deliver()).toMatchObject({ state: 'uncertain', fault: { code: 'too-fast' } });
		expect(rig.copies()).toHaveLength(1);
	});

	it('a refusal whose draft cannot be looked at leaves it open', async () => {
		rig.server.script(({ path, method }) => {
			if (path.endsWith('/send')) return refuses(403, 'ErrorSendAsDenied');
			return method === 'DELETE' ? refuses(503, 'serviceNotAvailable') : undefined;
		});
		expect(await rig.deliver()).toMatchObject({ state: 'uncertain', fault: { code: 'sender-refused' } });
		expect(rig.drafts()).toHaveLength(1);
	});

	it('a token that is taken no more has sent nothing, and takes nothing back', async () => {
		let isOver = false;
		rig.server.script(({ path }) => {
			isOver ||= path.endsWith('/send');
			return isOver ? refuses(401, 'InvalidAuthenticationToken') : undefined;
		});
		expect(await rig.deliver()).toMatchObject({ state: 'deferred', fault: { code: 'auth-refused' } });
		expect(rig.copies()).toEqual([]);
	});

	it.each([
		['deleted', () => rig.tidy(), 0],
		['sent by hand', () => rig.server.mailbox(ADDRESS).send(rig.drafts()[0]!), 1],
	])('a draft that a person %s meanwhile leaves it open', async (_, act, copies) => {
		const arm = async () => {
			await act();
			return true;
		};
		expect(await rig.deliver({ arm })).toMatchObject({
			state: 'uncertain',
			fault: { code: 'draft-gone', matter: 'server' },
		});
		expect(rig.copies()).toHaveLength(copies);
	});
});

describe('a further try', () => {
	const drafted = async () => {
		rig.at('send', refuses(500, 'ErrorInternalServerError'));
		await rig.deliver();
		rig.server.script(() => undefined);
		return rig.armed;
	};

	it('takes back what earlier ones left before it makes another draft, and sends once', async () => {
		const earlier = await drafted();
		expect(rig.drafts()).toHaveLength(1);
		expect(await rig.deliver({ earlier })).toMatchObject({ state: 'accepted' });
		expect(rig.copies()).toHaveLength(1);
		expect(rig.drafts()).toEqual([]);
	});

	it('finds a draft whose id nobody knows by our header', async () => {
		await drafted();
		expect(await rig.deliver({ earlier: [] })).toMatchObject({ state: 'accepted' });
		expect(rig.copies()).toHaveLength(1);
		expect(rig.drafts()).toEqual([]);
	});

	it.each<[GraphStep, GraphFault]>([
		['find-draft', refuses(503, 'serviceNotAvailable')],
		['read', { answer: 'cut' }],
		['delete', refuses(403, 'ErrorAccessDenied')],
		['find-sent', PAGE],
	])('makes none as long as an earlier one may stand or have left: %s', async (step, fault) => {
		const earlier = await drafted();
		const before = rig.steps().length;
		rig.at(step, fault);
		expect(await rig.deliver({ earlier })).toMatchObject({ state: 'deferred' });
		expect(rig.steps().slice(before)).not.toContain('create');
		expect(rig.armed).toHaveLength(1);
		expect(rig.copies()).toEqual([]);
	});

	it('sends nothing where an earlier one has left', async () => {
		rig.at('send', { ...refuses(500, 'ErrorInternalServerError'), acts: true });
		await rig.deliver();
		rig.server.script(() => undefined);
		expect(await rig.deliver({ earlier: rig.armed })).toEqual({ state: 'accepted', reply: '200' });
		expect(rig.copies()).toHaveLength(1);
	});

	it('one that slept until the next had begun takes nothing back', async () => {
		const earlier = await drafted();
		const isNewest = async () => false;
		expect(await rig.deliver({ earlier, isNewest })).toMatchObject({
			state: 'deferred',
			fault: { code: 'not-armed', matter: 'ours' },
		});
		rig.at('create', { answer: 'cut' });
		await rig.deliver({ isNewest });
		expect(rig.drafts().map(({ id }) => id)).toEqual(earlier.map(({ id }) => id));
	});

	it('a process that slept since its arm meets no draft', async () => {
		let wake = () => {};
		const slept = new Promise<boolean>((resolve) => (wake = () => resolve(true)));
		let standing = () => {};
		const stands = new Promise<void>((resolve) => (standing = resolve));
		const first = rig.deliver({
			arm: (draft) => {
				rig.armed.push(draft);
				standing();
				return slept;
			},
		});
		await stands;
		expect(await rig.deliver({ earlier: rig.armed })).toMatchObject({ state: 'accepted' });
		wake();
		expect(await first).toMatchObject({ state: 'uncertain', fault: { code: 'draft-gone' } });
		expect(rig.copies()).toHaveLength(1);
	});
});
