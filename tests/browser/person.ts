import superjson from 'superjson';
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import type { Chromium } from './chromium.ts';

/** How long a person waits for what happens by itself, in milliseconds: a mail leaves, a reply is read. */
export const SOON = 20_000;

/** Somebody in front of a browser. */
export interface Person {
	readonly page: Page;
	/** For a text: `m.act_stop({}, in)`. */
	readonly in: { readonly locale: Language };
	open(path: string): Promise<void>;
	/** Waits until the words are on the page, without a reload. */
	sees(words: string | RegExp, where?: Locator | Page, within?: number): Promise<void>;
	/** Whether they are there, at the latest within so many milliseconds. */
	isSeen(words: string | RegExp, within: number): Promise<boolean>;
	seesNo(words: string | RegExp, where?: Locator | Page): Promise<void>;
	/** Presses the button, or the link that looks like one. */
	press(name: string | RegExp, where?: Locator | Page): Promise<void>;
	/** What the page asks of the server by itself, asked in this person's name. */
	ask<Answer>(procedure: string, input?: object): Promise<Answer>;
	act<Answer>(procedure: string, input: object): Promise<Answer>;
	close(): Promise<void>;
}

/** Opens a browser and signs in through the form. */
export async function signIn(
	chromium: Chromium,
	product: string,
	{ address, language, width }: { address: string; language: Language; width?: number },
): Promise<Person> {
	const person = await openBrowser(chromium, product, { language, width });
	const { page } = person;
	await person.open('/');
	await page.getByLabel(m.signin_address({}, person.in)).fill(address);
	await page.getByLabel(m.signin_password({}, person.in)).fill(DEMO_SIGN_IN_PASSWORD);
	await person.press(m.act_sign_in({}, person.in));
	await page.waitForURL(`${product}/*`, { waitUntil: 'commit' });
	return person;
}

/** Somebody who is not signed in. */
export async function openBrowser(
	chromium: Chromium,
	product: string,
	{ language, width }: { language: Language; width?: number | undefined },
): Promise<Person> {
	const context = await chromium.open(width === undefined ? { language } : { language, width });
	context.setDefaultTimeout(SOON);
	const page = await context.newPage();
	const broken: string[] = [];
	page.on('pageerror', (error) => broken.push(error.message));
	const trpc = `${product}/trpc`;
	const answerOf = async <Answer>(body: unknown): Promise<Answer> => {
		const { result, error } = body as { result?: { data: never }; error?: object };
		if (!result) throw new Error(JSON.stringify(error));
		return superjson.deserialize<Answer>(result.data);
	};
	return {
		page,
		in: { locale: language },
		async open(path) {
			const answer = await page.goto(product + path);
			expect(answer?.status(), path).toBe(200);
			expect(broken).toEqual([]);
		},
		sees: (words, where = page, within = SOON) =>
			where.getByText(spaced(words)).filter({ visible: true }).first().waitFor({ timeout: within }),
		isSeen: (words, within) =>
			page
				.getByText(spaced(words))
				.filter({ visible: true })
				.first()
				.waitFor({ timeout: within })
				.then(
					() => true,
					() => false,
				),
		async seesNo(words, where = page) {
			expect(await where.getByText(spaced(words)).filter({ visible: true }).count()).toBe(0);
		},
		press: (name, where = page) =>
			where
				.getByRole('button', { name })
				.or(where.getByRole('link', { name }))
				.filter({ visible: true })
				.first()
				.click(),
		ask: async (procedure, input) => {
			const query = input === undefined ? '' : `?input=${encodeURIComponent(superjson.stringify(input))}`;
			return answerOf(await (await context.request.get(`${trpc}/${procedure}${query}`)).json());
		},
		act: async (procedure, input) => {
			const data = superjson.serialize(input);
			return answerOf(await (await context.request.post(`${trpc}/${procedure}`, { data })).json());
		},
		close: () => context.close(),
	};
}

/** A pattern meets the non-breaking spaces of French with ordinary ones; Playwright does so for plain words itself. */
function spaced(words: string | RegExp): string | RegExp {
	return typeof words === 'string' ? words : new RegExp(words.source.replaceAll(' ', '\\s'), words.flags);
}
