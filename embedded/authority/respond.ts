import type { IncomingMessage, ServerResponse } from 'node:http';

const LARGEST_FORM = 64 * 1024;

/** The form of a request; undefined: it is longer than any that is sent here. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > LARGEST_FORM) return undefined;
		chunks.push(chunk);
	}
	return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** Answers a program. */
export function respond(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
	response.end(JSON.stringify(body));
}

/** Shows a page to a person. */
export function show(response: ServerResponse, status: number, html: string): void {
	response.writeHead(status, {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-frame-options': 'DENY',
		'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
	});
	response.end(html);
}

/** Sends a person back to where she came from. */
export function sendBack(
	response: ServerResponse,
	redirectUri: string,
	query: Readonly<Record<string, string>>,
): void {
	const back = new URL(redirectUri);
	for (const [name, value] of Object.entries(query)) back.searchParams.set(name, value);
	response.writeHead(303, { location: back.href, 'cache-control': 'no-store' });
	response.end();
}
