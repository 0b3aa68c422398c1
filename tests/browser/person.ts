import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';
import { createCaller, type Caller } from '#tests/environment/caller.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import type { Chromium } from './chromium.ts';

/** Somebody in front of a browser; what her pages ask of the server can be asked in her name. */
export interface Person extends Caller {
	readonly page: Page;
	/** For a text: `m.act_stop({}, in)`. */
	readonly in: { readonly locale: Language };
	open(path: string): Promise<void>;
	/** Loads the page again. */
	reload(): Promise<void>;
	/** Waits until the words are on the page, without a reload. */
	sees(words: string | RegExp, where?: Locator | Page): Promise<void>;
	/** Whether they are there, at the latest within so many milliseconds. */
	isSeen(words: string | RegExp, within: number): Promise<boolean>;
	seesNo(words: string | RegExp, where?: Locator | Page): Promise<void>;
	/** Presses the button, or the link that looks like one. */
	press(name: string | RegExp, where?: Locator | Page): Promise<void>;
	close(): Promise<void>;
}

/** Opens a browser and signs in through the form. */
export async function signIn(
	chromium: Chromium,
	product: string,
	{ address, language }: { address: string; language: Language },
): Promise<Person> {
	const person = await openBrowser(chromium, product, { language });
	const { page } = person;
	await person.open('/');
	await page.getByLabel(m.signin_address({}, person.in)).fill(address);
	await page.getByLabel(m.signin_password({}, person.in)).fill(DEMO_SIGN_IN_PASSWORD);
	await person.press(m.act_sign_in({}, person.in));
	await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
	await answersPresses(page);
	return person;
}

/** A page that was just loaded is read before its script runs: SvelteKit takes over the scrolling when it does. */
async function answersPresses(page: Page): Promise<void> {
	await page.waitForFunction(() => history.scrollRestoration === 'manual');
}

/** Somebody who is not signed in. */
export async function openBrowser(
	chromium: Chromium,
	product: string,
	options: { language: Language; scripts?: boolean },
): Promise<Person> {
	const { language } = options;
	const context = await chromium.open(options);
	context.setDefaultTimeout(LONGEST_WAIT);
	const page = await context.newPage();
	const broken: string[] = [];
	page.on('pageerror', (error) => broken.push(error.message));
	const { request } = context;
	const caller = createCaller(async (path, json) =>
		(await (json ? request.post(product + path, { data: json }) : request.get(product + path))).json(),
	);
	return {
		...caller,
		page,
		in: { locale: language },
		async open(path) {
			const answer = await page.goto(product + path);
			expect(answer?.status(), path).toBe(200);
			if (options.scripts !== false) await answersPresses(page);
			expect(broken).toEqual([]);
		},
		async reload() {
			await page.reload();
			await answersPresses(page);
		},
		sees: (words, where = page) => where.getByText(spaced(words)).filter({ visible: true }).first().waitFor(),
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
		close: () => context.close(),
	};
}

/** A pattern meets the non-breaking spaces of French with ordinary ones; Playwright does so for plain words itself. */
function spaced(words: string | RegExp): string | RegExp {
	return typeof words === 'string' ? words : new RegExp(words.source.replaceAll(' ', '\\s'), words.flags);
}
