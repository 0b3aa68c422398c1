import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressed } from './compress.ts';

const LONG = '<p>Refrain</p>'.repeat(1_000);
const asking = (accepted: string, method = 'GET') =>
	new Request('https://refrain.example/today', { method, headers: { 'accept-encoding': accepted } });
const page = (text = LONG, headers: Record<string, string> = {}) =>
	new Response(text, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-length': String(text.length),
			...headers,
		},
	});
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

it('makes pages and JSON smaller in the better way that the browser reads', async () => {
	const brotli = await compressed(asking('gzip, deflate, br, zstd'), page());
	expect(brotli.headers.get('content-encoding')).toBe('br');
	expect(brotli.headers.get('vary')).toBe('accept-encoding');
	const bytes = await bytesOf(brotli);
	expect(brotli.headers.get('content-length')).toBe(String(bytes.length));
	expect(bytes.length).toBeLessThan(LONG.length / 10);
	expect(brotliDecompressSync(bytes).toString()).toBe(LONG);

	const json = new Response(LONG, { headers: { 'content-type': 'application/json' } });
	const zipped = await compressed(asking('br;q=0, gzip;q=0.5'), json);
	expect(zipped.headers.get('content-encoding')).toBe('gzip');
	expect(gunzipSync(await bytesOf(zipped)).toString()).toBe(LONG);
});

it('keeps status, cookies and policy', async () => {
	const answer = new Response(LONG, {
		status: 422,
		headers: [
			['content-type', 'application/json'],
			['set-cookie', 'one=1'],
			['set-cookie', 'two=2'],
			['content-security-policy', "default-src 'self'"],
		],
	});
	const smaller = await compressed(asking('br'), answer);
	expect(smaller.status).toBe(422);
	expect(smaller.headers.getSetCookie()).toEqual(['one=1', 'two=2']);
	expect(smaller.headers.get('content-security-policy')).toBe("default-src 'self'");
});

it('leaves alone what is short, what the reader cannot undo and what is compressed already', async () => {
	for (const [request, response] of [
		[asking('br'), page('<p>Refrain</p>')],
		[asking('identity'), page()],
		[asking(''), page()],
		[asking('br;q=0'), page()],
		[asking('br', 'HEAD'), page()],
		[asking('br'), page(LONG, { 'cache-control': 'no-cache, no-transform' })],
		[asking('br'), new Response(LONG, { headers: { 'content-type': 'image/png' } })],
	] as const) {
		const before = await response.clone().text();
		const after = await compressed(request, response);
		expect(after.headers.has('content-encoding')).toBe(false);
		expect(await after.text()).toBe(before);
	}
});

it('never waits for the end of a stream', async () => {
	for (const type of ['text/event-stream', 'text/html']) {
		const endless = new ReadableStream({
			start: (controller) => controller.enqueue(new TextEncoder().encode(`data: ${LONG}\n\n`)),
		});
		const stream = new Response(endless, { headers: { 'content-type': type } });
		expect(await compressed(asking('br'), stream)).toBe(stream);
	}
});
