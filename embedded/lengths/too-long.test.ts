import { expect, it } from 'vitest';
import { tooLong } from './too-long.ts';

const lines = (count: number) => 'a\n'.repeat(count);

it('names the files of the product that are over the limit, in every language they are written in', () => {
	const texts = new Map([
		['web/src/routes/+page.svelte', lines(301)],
		['web/src/lib/ui/styles/app.css', lines(302)],
		['prisma/migrations/0014_more.sql', `${lines(302)}a`],
		['mail/smtp/deliver.ts', lines(300)],
		['mail/smtp/halt.ts', `${lines(299)}a`],
	]);
	expect(tooLong(texts)).toEqual([
		{ path: 'prisma/migrations/0014_more.sql', lines: 303 },
		{ path: 'web/src/lib/ui/styles/app.css', lines: 302 },
		{ path: 'web/src/routes/+page.svelte', lines: 301 },
	]);
});

it('passes over tests, the content of the demonstration world, the first two migrations and what is no code', () => {
	const paths = [
		'tests/environment/office.ts',
		'domain/gates/gates.test.ts',
		'mail/inbound/mails.test-support.ts',
		'prisma/demo/people.ts',
		'prisma/migrations/0001_ground.sql',
		'prisma/migrations/0002_sign_in.sql',
		'README.md',
		'texts/messages/fr/today.json',
	];
	expect(tooLong(new Map(paths.map((path) => [path, lines(1_000)])))).toEqual([]);
});
