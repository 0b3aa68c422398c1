import { expect, it } from 'vitest';
import { isForeign } from './foreign-request.ts';

const OWN = ['https://refrain.example', 'http://127.0.0.1:3000'];
const asks = (method: string, path: string, headers: Record<string, string>) =>
	isForeign({ method, url: `https://refrain.example${path}`, headers: new Headers(headers) }, OWN);

it.each([
	['POST', '/trpc/notes.writeNote', { origin: 'https://elsewhere.example' }],
	['POST', '/trpc/notes.writeNote', { origin: 'https://sub.refrain.example', 'sec-fetch-site': 'same-site' }],
	['POST', '/sign-out', { origin: 'null' }],
	['DELETE', '/trpc/notes.writeNote', { 'sec-fetch-site': 'cross-site' }],
	['GET', '/trpc/live.followChanges', { 'sec-fetch-site': 'cross-site' }],
	['GET', '/trpc/live.followChanges', { origin: 'https://elsewhere.example' }],
])('%s %s from elsewhere is foreign', (method, path, headers) => {
	expect(asks(method, path, headers)).toBe(true);
});

it.each([
	['POST', '/trpc/notes.writeNote', { origin: 'https://refrain.example', 'sec-fetch-site': 'same-origin' }],
	['POST', '/trpc/notes.writeNote', { origin: 'http://127.0.0.1:3000' }],
	['POST', '/trpc/notes.writeNote', {}],
	['GET', '/trpc/live.followChanges', { 'sec-fetch-site': 'same-origin' }],
	['GET', '/today', { 'sec-fetch-site': 'cross-site' }],
])('%s %s of ours, of a program or of a link is not', (method, path, headers) => {
	expect(asks(method, path, headers)).toBe(false);
});
