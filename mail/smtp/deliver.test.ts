import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import type { ScriptedSmtpOptions, ScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import type { TestCertificate } from '#tests/crash/test-authority.ts';
import { deliver } from './deliver.ts';
import { DELIVERY_LIMITS } from './delivery-request.ts';
import type { DeliveryRequest } from './delivery-request.ts';

const SHORT = { ...DELIVERY_LIMITS, bodyWithin: 3_000, replyWithin: 400 };
const LINES = ['.', '..two', '.start', 'plain', ''].join('\r\n');

let certificate: TestCertificate;
let number = 0;
beforeAll(async () => {
	certificate = await issueTestCertificate();
});

/** A frozen message that tries every kind of leading dot. */
function message(size = 0): Buffer {
	const head = `Message-ID: <m${++number}@refrain.example>\r\nX-Refrain-Send: s${number}\r\nSubject: x\r\n\r\n`;
	return Buffer.from(`${head}${LINES}${'0123456789abcdef\r\n'.repeat(size / 18)}`);
}

const running: ScriptedSmtpServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

async function start(options: Partial<ScriptedSmtpOptions> & Pick<ScriptedSmtpOptions, 'security'>) {
	const server = await startScriptedSmtpServer({ certificate, ...options });
	running.push(server);
	return server;
}

interface Armed {
	/** How often arm was called. */
	armed: number;
}

function request(
	server: ScriptedSmtpServer,
	security: 'tls' | 'starttls',
	script: string,
	change: Partial<DeliveryRequest> = {},
): DeliveryRequest & Armed {
	const made: DeliveryRequest & Armed = {
		armed: 0,
		server: { host: 'localhost', port: server.port, security },
		policy: {
			kind: 'sandbox',
			host: 'localhost',
			address: '127.0.0.1',
			ports: [server.port],
			authority: certificate.authority,
		},
		credentials: { kind: 'password', user: 'camille', password: 'secret' },
		clientName: 'refrain.example',
		envelope: { from: 'camille@refrain.example', to: `${script}@people.example`, envelopeId: 's-1' },
		bytes: message(),
		arm: async () => {
			made.armed += 1;
			return true;
		},
		limits: SHORT,
		...change,
	};
	return made;
}

describe.each(['tls', 'starttls'] as const)('deliver over %s', (security) => {
	let server: ScriptedSmtpServer;
	beforeAll(async () => {
		server = await start({ security });
	});

	/** Script, state, fault, copies, times that arm was called. */
	it.each([
		['anybody', 'accepted', undefined, 1, 1],
		['data250', 'accepted', undefined, 1, 1],
		['slow', 'accepted', undefined, 1, 1],
		['unknown550', 'rejected', 'recipient-unknown', 0, 0],
		['grey450', 'deferred', 'greylisted', 0, 0],
		['full552', 'deferred', 'recipient-full', 0, 0],
		['data421', 'deferred', 'server-later', 0, 0],
		['later451', 'deferred-after-dot', 'server-later', 0, 1],
		['keeps421', 'deferred-after-dot', 'server-later', 1, 1],
		['big552', 'rejected', 'message-too-large', 0, 1],
		['spam550', 'rejected', 'policy-refused', 0, 1],
		['partial550', 'deferred', 'policy-refused', 0, 1],
		['partial', 'uncertain', 'connection-lost', 1, 1],
		['dropdot', 'uncertain', 'connection-lost', 1, 1],
		['losedot', 'uncertain', 'connection-lost', 0, 1],
		['holddot', 'uncertain', 'server-silent', 1, 1],
		['heldreply', 'uncertain', 'server-silent', 0, 1],
		['odd354', 'uncertain', 'protocol', 0, 1],
	] as const)('%s: %s %s, %i copies', async (script, state, code, copies, armed) => {
		const asked = request(server, security, script);
		const delivery = await deliver(asked);
		expect(delivery).toMatchObject({ state, ...(code ? { fault: { code } } : {}) });
		const kept = server.copies.filter((copy) => copy.to === asked.envelope.to);
		expect(kept).toHaveLength(copies);
		for (const copy of kept) expect(copy.hash).toBe(createHash('sha256').update(asked.bytes).digest('hex'));
		expect(asked.armed).toBe(armed);
		expect(JSON.stringify(delivery)).not.toContain('@');
	});

	it('writes no dot on a connection that was cut while the body left, however late that is noticed', async () => {
		const asked = request(server, security, 'drop354', {
			arm: async (): Promise<boolean> => {
				await new Promise((resolve) => setTimeout(resolve, 200)); // the cut has arrived by now
				return true;
			},
		});
		const delivery = await deliver(asked);
		expect(['deferred', 'disarmed']).toContain(delivery.state); // noticed before arm, or during it
		expect(delivery).toMatchObject({ fault: { code: 'connection-lost' } });
		expect(server.copies.filter((copy) => copy.to === asked.envelope.to)).toHaveLength(0);
	});

	it('writes no dot before arm has answered, and gives the server our id and the size', async () => {
		const order: string[] = [];
		const asked = request(server, security, 'order', {
			arm: async (): Promise<boolean> => {
				await new Promise((resolve) => setTimeout(resolve, 150));
				order.push(
					server.events.some((event) => event.name === 'dot' && event.to?.startsWith('order'))
						? 'dot first'
						: 'armed',
				);
				return true;
			},
		});
		expect((await deliver(asked)).state).toBe('accepted');
		expect(order).toEqual(['armed']);
		const lines = server.events.filter(
			(event) => event.line?.includes('s-1') || event.to?.startsWith('order'),
		);
		expect(lines.map((event) => event.line ?? '').join(' ')).toMatch(
			/MAIL FROM:<camille@refrain\.example> SIZE=\d+ RET=HDRS ENVID=s-1/,
		);
		expect(lines.map((event) => event.line ?? '').join(' ')).toContain(
			'NOTIFY=FAILURE,DELAY ORCPT=rfc822;order@people.example',
		);
	});

	it.each([
		['refuses', async (): Promise<boolean> => false, 'not-armed'],
		['fails', (): Promise<boolean> => Promise.reject(new Error('Query read timeout')), 'arm-unknown'],
		['hangs', (): Promise<boolean> => new Promise<boolean>(() => {}), 'dot-too-late'],
	] as const)('disarms when arm %s: no copy', async (_how, arm, code) => {
		const asked = request(server, security, `arm-${code}`, { arm, limits: { ...SHORT, dotWithin: 200 } });
		expect(await deliver(asked)).toMatchObject({ state: 'disarmed', fault: { code, matter: 'ours' } });
		await server.until('close', (event) => event.to === asked.envelope.to);
		expect(server.copies.filter((copy) => copy.to === asked.envelope.to)).toHaveLength(0);
	});

	it('counts the time inside arm, also when its answer is late because the process stood still', async () => {
		const asked = request(server, security, 'frozen', {
			limits: { ...SHORT, dotWithin: 200 },
			arm: async (): Promise<boolean> => {
				// A frozen process: no timer fires before arm's answer is read.
				const end = Date.now() + 400;
				while (Date.now() < end) Math.random();
				return true;
			},
		});
		expect(await deliver(asked)).toMatchObject({ state: 'disarmed', fault: { code: 'dot-too-late' } });
		expect(server.copies.filter((copy) => copy.to === asked.envelope.to)).toHaveLength(0);
	});

	/** The early answer is noticed before or after arm, as it happens to arrive: no dot either way. */
	it.each([
		['early552', 'rejected', 'message-too-large'],
		['early250', 'deferred', 'early-reply'],
	] as const)('%s is not the answer to the dot: no copy', async (script, before, code) => {
		const asked = request(server, security, script, {
			arm: () => new Promise((resolve) => setTimeout(() => resolve(true), 100)),
		});
		const delivery = await deliver(asked);
		expect([before, 'disarmed']).toContain(delivery.state);
		expect(delivery).toMatchObject({ fault: { code } });
		expect(server.copies.filter((copy) => copy.to === asked.envelope.to)).toHaveLength(0);
		expect(server.events.some((event) => event.name === 'dot' && event.to === asked.envelope.to)).toBe(false);
	});

	it('keeps the refusal that came while arm was under way: disarmed, no copy', async () => {
		const asked = request(server, security, 'whilearming', {
			arm: async (): Promise<boolean> => {
				server.say('552 5.3.4 <victim@people.example> too big after all');
				await new Promise((resolve) => setTimeout(resolve, 50));
				return true;
			},
		});
		const delivery = await deliver(asked);
		expect(delivery).toMatchObject({
			state: 'disarmed',
			fault: { code: 'message-too-large', status: '5.3.4' },
		});
		expect(delivery.reply).toBe('552 5.3.4 <…> too big after all');
		expect(server.copies.filter((copy) => copy.to === asked.envelope.to)).toHaveLength(0);
	});

	it('does not write the dot into a connection that the server has half closed', async () => {
		const asked = request(server, security, 'fin', {
			arm: () => new Promise((resolve) => setTimeout(() => resolve(true), 60)),
		});
		const delivery = await deliver(asked);
		expect(['deferred', 'disarmed']).toContain(delivery.state);
		expect(server.copies.filter((copy) => copy.to === asked.envelope.to)).toHaveLength(0);
	});

	it('stops at 354 and inside arm when told to, and no longer after the dot', async () => {
		const held = new AbortController();
		const asked = request(server, security, 'hold354.stop', { signal: held.signal });
		const first = deliver(asked);
		await server.until('data', (event) => event.to === asked.envelope.to);
		held.abort();
		expect(await first).toMatchObject({ state: 'deferred', fault: { code: 'stopped', matter: 'ours' } });
		server.release('354');

		const arming = new AbortController();
		const second = request(server, security, 'armstop', {
			signal: arming.signal,
			arm: async (): Promise<boolean> => {
				arming.abort();
				return true;
			},
		});
		expect(await deliver(second)).toMatchObject({ state: 'disarmed', fault: { code: 'stopped' } });

		const late = new AbortController();
		const third = request(server, security, 'holddot.stop', {
			signal: late.signal,
			limits: { ...SHORT, replyWithin: 5_000 },
		});
		const unsettled = deliver(third);
		await server.until('held', (event) => event.to === third.envelope.to);
		late.abort();
		server.release('reply');
		expect((await unsettled).state).toBe('accepted');
		expect(server.copies.filter((copy) => copy.to.includes('stop'))).toHaveLength(1);
	});

	it('answers a signal that was raised before it began, without connecting', async () => {
		const before = server.events.length;
		const asked = request(server, security, 'never', { signal: AbortSignal.abort() });
		expect(await deliver(asked)).toMatchObject({ state: 'deferred', fault: { code: 'stopped' } });
		expect(server.events.slice(before).filter((event) => event.name === 'rcpt')).toHaveLength(0);
	});

	it('leaves no connection behind', async () => {
		const asked = request(server, security, 'tidy');
		await deliver(asked);
		await server.until('close', (event) => event.to === asked.envelope.to);
	});
});

describe('what concerns the mailbox never fails the mail', () => {
	it('bad password', async () => {
		const server = await start({ security: 'tls', login: { user: 'camille', password: 'other' } });
		expect(await deliver(request(server, 'tls', 'a'))).toMatchObject({
			state: 'deferred',
			fault: { code: 'auth-refused', matter: 'mailbox', replyCode: 535, status: '5.7.8' },
		});
	});

	it.each(['XOAUTH2', 'OAUTHBEARER'] as const)(
		'a token signs in by %s, and a refused one is told apart',
		async (mechanism) => {
			const server = await start({ security: 'tls', byToken: { mechanism, token: 'valid' } });
			const by = (accessToken: string) =>
				deliver(
					request(server, 'tls', 'a', { credentials: { kind: 'oauth', user: 'camille=x,y', accessToken } }),
				);
			expect(await by('valid')).toMatchObject({ state: 'accepted' });
			expect(await by('stale')).toMatchObject({
				state: 'deferred',
				fault: { code: 'auth-refused', matter: 'mailbox', replyCode: 535, status: '5.7.8' },
			});
		},
	);

	it('a token is never sent as a password, whatever else is offered', async () => {
		const server = await start({ security: 'tls', login: { user: 'camille', password: 'token' } });
		const credentials = { kind: 'oauth', user: 'camille', accessToken: 'token' } as const;
		expect(await deliver(request(server, 'tls', 'a', { credentials }))).toMatchObject({ state: 'deferred' });
	});

	it('login postponed', async () => {
		const server = await start({ security: 'tls', login: 'later' });
		expect(await deliver(request(server, 'tls', 'a'))).toMatchObject({
			state: 'deferred',
			fault: { code: 'auth-later' },
		});
	});

	it('sender refused', async () => {
		const server = await start({ security: 'tls' });
		const asked = request(server, 'tls', 'a');
		expect(
			await deliver({ ...asked, envelope: { ...asked.envelope, from: 'sender553@refrain.example' } }),
		).toMatchObject({ state: 'deferred', fault: { code: 'sender-refused', matter: 'mailbox' } });
	});

	it('greeting refused', async () => {
		const server = await start({ security: 'tls', greeting: '554 5.7.1 your address is blocked' });
		expect(await deliver(request(server, 'tls', 'a'))).toMatchObject({
			state: 'deferred',
			fault: { code: 'session-refused', matter: 'mailbox' },
		});
	});

	it('wrong security for the port, untrusted certificate, nobody there, private host', async () => {
		const server = await start({ security: 'starttls' });
		const asked = request(server, 'tls', 'a');
		expect(await deliver(asked)).toMatchObject({
			state: 'deferred',
			fault: { code: 'tls-not-spoken', matter: 'mailbox' },
		});
		for (const security of ['tls', 'starttls'] as const) {
			const other = await start({ security });
			const real = { kind: 'real', allowedPrivateHosts: ['localhost'] } as const;
			expect(await deliver(request(other, security, 'a', { policy: real }))).toMatchObject({
				state: 'deferred',
				fault: { code: 'tls-certificate', matter: 'mailbox' },
			});
			await other.close();
			expect(await deliver(request(other, security, 'a'))).toMatchObject({
				state: 'deferred',
				fault: { code: 'tcp-refused', matter: 'server' },
			});
		}
		const guarded = { kind: 'real', allowedPrivateHosts: [] } as const;
		expect(await deliver(request(server, 'starttls', 'a', { policy: guarded }))).toMatchObject({
			state: 'deferred',
			fault: { code: 'host-refused', matter: 'mailbox' },
		});
	});
});

describe('what the server cannot take', () => {
	it('is refused before MAIL when it is larger than the server’s SIZE', async () => {
		const server = await start({ security: 'tls', extensions: ['SIZE 50'] });
		expect(await deliver(request(server, 'tls', 'a'))).toMatchObject({
			state: 'rejected',
			fault: { code: 'message-too-large', matter: 'message' },
		});
	});

	it('a local part outside ASCII needs SMTPUTF8', async () => {
		const without = await start({ security: 'tls' });
		expect(await deliver(request(without, 'tls', 'élodie'))).toMatchObject({
			state: 'rejected',
			fault: { code: 'smtputf8-missing', matter: 'recipient' },
		});
		const offered = await start({ security: 'tls', extensions: ['SMTPUTF8'] });
		expect((await deliver(request(offered, 'tls', 'élodie'))).state).toBe('accepted');
	});

	it('works without any extension: no SIZE, no DSN, no PIPELINING', async () => {
		const server = await start({ security: 'tls', extensions: [] });
		expect((await deliver(request(server, 'tls', 'bare'))).state).toBe('accepted');
		expect(server.events.find((event) => event.name === 'mail')?.line).toBe(
			'MAIL FROM:<camille@refrain.example>',
		);
	});
});
