import { expect, it } from 'vitest';
import { fieldsOf } from './account-form.ts';

const fields = (type: string, body: BodyInit) =>
	fieldsOf({
		request: new Request('https://refrain.example/sign-in', {
			method: 'POST',
			headers: { 'content-type': type },
			body,
		}),
		locals: { language: 'en', viewer: null },
	});

it('reads a form', async () => {
	expect(await fields('application/x-www-form-urlencoded', 'email=a%40b.fr&password=c')).toEqual({
		email: 'a@b.fr',
		password: 'c',
	});
});

it.each([
	['text/plain', 'email=a'],
	['multipart/form-data', 'email=a'],
	['multipart/form-data; boundary=x', '--x\r\nbroken'],
])('refuses a body of %s that is no form', async (type, body) => {
	await expect(fields(type, body)).rejects.toMatchObject({ status: 400 });
});

it('leaves a body that is too large to the framework', async () => {
	const tooLarge = Object.assign(new Error('too large'), { status: 413 });
	const body = new ReadableStream({ pull: (reader) => reader.error(tooLarge) });
	const request = new Request('https://refrain.example/sign-in', {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body,
		duplex: 'half',
	} as RequestInit);
	await expect(fieldsOf({ request, locals: { language: 'en', viewer: null } })).rejects.toBe(tooLarge);
});
