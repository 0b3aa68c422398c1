import { request } from 'node:https';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueTestCertificate, type TestCertificate } from '#tests/crash/test-authority.ts';
import type { SubmittedMail } from './graph-mailbox.ts';
import { startGraphServer, type ListeningGraphServer, type GraphServerOptions } from './graph-server.ts';

const ADDRESS = 'camille@cadrelune.example';
const ALL = ['Mail.ReadWrite', 'Mail.Send'];
const IMMUTABLE = { prefer: 'IdType="ImmutableId"' };
let certificate: TestCertificate;
let server: ListeningGraphServer | undefined;
let left: SubmittedMail[];

beforeAll(async () => {
	certificate = await issueTestCertificate();
});
afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function open(options: Partial<GraphServerOptions> = {}): Promise<void> {
	left = [];
	server = await startGraphServer({
		certificate,
		bearerOf: (token) => (token === 'none' ? undefined : { address: ADDRESS, scopes: token.split('+') }),
		deliver: (mail) => void left.push(mail),
		...options,
	});
}

interface Said {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: Record<string, unknown> & { error?: { code: string } };
}

function ask(
	method: string,
	path: string,
	{
		body = '',
		headers = {},
		token = ALL.join('+'),
	}: { body?: string; headers?: object; token?: string } = {},
): Promise<Said> {
	return new Promise((resolve, reject) => {
		const asking = request(
			`${server!.url}/v1.0${path}`,
			{
				method,
				ca: certificate.authority,
				headers: {
					...(token === 'missing' ? {} : { authorization: `Bearer ${token}` }),
					...(body ? { 'content-type': 'text/plain' } : {}),
					...headers,
				},
			},
			async (answer) => {
				let text = '';
				for await (const chunk of answer) text += String(chunk);
				const { statusCode = 0 } = answer;
				resolve({ status: statusCode, headers: answer.headers, body: text ? JSON.parse(text) : {} });
			},
		);
		asking.on('error', reject);
		asking.end(body);
	});
}

const mime = (...fields: string[]) =>
	Buffer.from(
		[
			`From: ${ADDRESS}`,
			'To: helene@people.example',
			'Message-ID: <one@cadrelune.example>',
			'X-Refrain-Send: 7f',
			...fields,
			'',
			'Bonjour',
			'',
		].join('\r\n'),
	).toString('base64');
const create = async (body = mime(), headers: object = {}) => {
	const { body: draft } = await ask('POST', '/me/messages', { body, headers });
	return draft as { id: string; internetMessageId: string };
};
const path = (id: string, rest = '') => `/me/messages/${encodeURIComponent(id)}${rest}`;
const find = async (folder: string, filter: string, rest = '') =>
	ask('GET', `/me/mailFolders/${folder}/messages?$filter=${encodeURIComponent(filter)}${rest}`);
const header = (name: string, value: string) =>
	`singleValueExtendedProperties/Any(ep: ep/id eq 'String {00020386-0000-0000-C000-000000000046} Name ${name}' and ep/value eq '${value}')`;

describe('a draft', () => {
	it('is made of MIME in base64, and says whom it names', async () => {
		await open();
		const made = await ask('POST', '/me/messages', { body: mime('Cc: Paul <paul@people.example>') });
		expect(made.status).toBe(201);
		expect(made.body).toMatchObject({
			isDraft: true,
			internetMessageId: '<one@cadrelune.example>',
			toRecipients: [{ emailAddress: { address: 'helene@people.example' } }],
			ccRecipients: [{ emailAddress: { address: 'paul@people.example' } }],
			bccRecipients: [],
		});
		expect(made.headers['location']).toBe(`${server!.url}/v1.0${path(String(made.body['id']))}`);
	});

	it('is sent once; then it is gone, and a copy with another id lies in Sent Items', async () => {
		await open();
		const { id } = await create(mime('Bcc: paul@people.example'));
		expect((await ask('POST', path(id, '/send'))).status).toBe(202);
		for (const again of [ask('POST', path(id, '/send')), ask('GET', path(id)), ask('DELETE', path(id))])
			expect(await again).toMatchObject({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } });
		const { body } = await find('sentitems', "internetMessageId eq '<one@cadrelune.example>'");
		expect(body['value']).toMatchObject([{ isDraft: false }]);
		expect(left.map(({ to }) => to)).toEqual([['helene@people.example', 'paul@people.example']]);
		expect(left[0]!.bytes.toString()).not.toMatch(/bcc/i);
	});

	it.each([true, false])('whose immutable id outlives sending: %s', async (keepsImmutableIds) => {
		await open({ keepsImmutableIds });
		const { id } = await create(mime(), IMMUTABLE);
		await ask('POST', path(id, '/send'), { headers: IMMUTABLE });
		const found = await ask('GET', path(id), { headers: IMMUTABLE });
		expect(found.status).toBe(keepsImmutableIds ? 200 : 404);
		if (keepsImmutableIds) expect(found.body).toMatchObject({ id, isDraft: false });
		expect((await ask('POST', path(id, '/send'))).status).toBe(404);
		expect(left).toHaveLength(1);
	});

	it('that is deleted is sent no more', async () => {
		await open();
		const { id } = await create();
		expect((await ask('DELETE', path(id))).status).toBe(204);
		expect((await ask('POST', path(id, '/send'))).status).toBe(404);
		expect(left).toEqual([]);
	});

	it.each(['in-drafts', 'when-sent'] as const)('gets a Message-ID of the provider: %s', async (when) => {
		await open({ replacesMessageId: when });
		const { id, internetMessageId } = await create();
		expect(internetMessageId === '<one@cadrelune.example>').toBe(when === 'when-sent');
		await ask('POST', path(id, '/send'));
		expect(left[0]!.bytes.toString()).toMatch(
			/^Message-ID: <[\w@.]+prod\.outlook\.com>\r\nX-Microsoft-Original-Message-ID: <one@cadrelune\.example>/m,
		);
	});
});

describe('what is refused', () => {
	it.each([
		['no token', 'missing', 401, 'InvalidAuthenticationToken'],
		['a token of nobody', 'none', 401, 'InvalidAuthenticationToken'],
		['a token without the right to write', 'Mail.Send', 403, 'ErrorAccessDenied'],
	])('%s', async (_, token, status, code) => {
		await open();
		expect(await ask('POST', '/me/messages', { body: mime(), token })).toMatchObject({
			...{ status, body: { error: { code } } },
		});
	});

	it('a mailbox that is not shared with the bearer, or for which she did not ask', async () => {
		const SHARED = 'contact@cadrelune.example';
		const scopes = ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'];
		await open({
			bearerOf: (token) => ({ address: ADDRESS, scopes: token === 'all' ? scopes : ALL, shared: [SHARED] }),
		});
		const draft = (address: string, token: string) =>
			ask('POST', `/users/${encodeURIComponent(address)}/messages`, { body: mime(), token });
		expect(await draft(SHARED, 'all')).toMatchObject({ status: 201 });
		expect(server!.mailbox(SHARED).in('drafts')).toHaveLength(1);
		expect(await draft(SHARED, 'own')).toMatchObject({ status: 403 });
		expect(await draft('paul@cadrelune.example', 'all')).toMatchObject({ status: 403 });
		expect(await draft(ADDRESS, 'own')).toMatchObject({ status: 201 });
	});

	it('sending without the right to', async () => {
		await open();
		const { id } = await create();
		expect(await ask('POST', path(id, '/send'), { token: 'Mail.ReadWrite' })).toMatchObject({ status: 403 });
	});

	it.each([
		['what is no base64', '***', 400, 'ErrorMimeContentInvalidBase64String'],
		['what is too large', 'a'.repeat(4 * 1024 * 1024 + 4), 413, 'RequestEntityTooLarge'],
	])('%s', async (_, body, status, code) => {
		await open();
		expect(await ask('POST', '/me/messages', { body })).toMatchObject({ status, body: { error: { code } } });
	});

	it.each([
		['a mail to nobody', 'From: camille@cadrelune.example', 400, 'ErrorInvalidRecipients'],
		['a mail of somebody else', 'From: paul@x.example\r\nTo: a@b.example', 403, 'ErrorSendAsDenied'],
	])('sending %s', async (_, fields, status, code) => {
		await open();
		const { id } = await create(Buffer.from(`${fields}\r\n\r\n`).toString('base64'));
		expect(await ask('POST', path(id, '/send'))).toMatchObject({ status, body: { error: { code } } });
	});
});

describe('a search', () => {
	it('by a field of the header takes its name by the letter, its value by the word', async () => {
		await open();
		await create();
		const count = async (filter: string) => ((await find('drafts', filter)).body['value'] as object[]).length;
		expect(await count(header('X-Refrain-Send', '7F'))).toBe(1);
		expect(await count(header('x-refrain-send', '7f'))).toBe(0);
		expect(await count(header('X-Refrain-Send', '8'))).toBe(0);
	});

	it('that this server does not know is refused', async () => {
		await open();
		expect(await find('drafts', "contains(subject,'a')")).toMatchObject({ status: 400 });
		expect(await find('elsewhere', "internetMessageId eq '<a>'")).toMatchObject({ status: 404 });
	});

	it('answers in pages', async () => {
		await open({ pageSize: 2 });
		for (let made = 0; made < 3; made++) await create();
		const first = await find('drafts', "internetMessageId eq '<one@cadrelune.example>'", '&$select=isDraft');
		expect(first.body['value']).toHaveLength(2);
		const next = String(first.body['@odata.nextLink']).slice(`${server!.url}/v1.0`.length);
		const second = await ask('GET', next);
		expect(second.body['value']).toHaveLength(1);
		expect(second.body['@odata.nextLink']).toBeUndefined();
		expect(Object.keys((second.body['value'] as object[])[0]!)).toEqual(['@odata.etag', 'id', 'isDraft']);
	});
});
