import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** Mails from outside stand in frames of their own and are as their senders wrote them. */
const OUTSIDE = [['iframe']];

/**
 * What axe finds wrong with the page as it stands, one line each: rule, element. It runs in the page itself: its own binding
 * to Playwright opens another page for each look, which took more than the look.
 */
async function findFaults(page: Page, { coloursOnly }: { coloursOnly: boolean }): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
	const options: RunOptions = {
		resultTypes: ['violations'],
		iframes: false,
		...(coloursOnly ? { runOnly: ['color-contrast'] } : {}),
	};
	const { violations } = await page.evaluate(
		async ([exclude, asked]): Promise<AxeResults> => {
			const { axe: within } = window as unknown as { axe: typeof axe };
			return within.run({ exclude }, asked);
		},
		[OUTSIDE, options] as const,
	);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 200)}`),
	);
}

/** The page in both themes, on a desk and on a phone, where nothing may scroll sideways. */
export async function expectAccessible(page: Page): Promise<void> {
	const before = page.viewportSize()!;
	const faults: string[] = [];
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: 800 });
		for (const theme of ['light', 'dark']) {
			await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
			// A theme changes colours and nothing else.
			const found = await findFaults(page, { coloursOnly: theme === 'dark' });
			faults.push(...found.map((fault) => `${width} px, ${theme}: ${fault}`));
		}
		const needs = await page.evaluate(() => document.documentElement.scrollWidth);
		if (needs > width) faults.push(`${width} px: the page is ${needs} px wide`);
	}
	await page.evaluate(() => (document.documentElement.dataset.theme = 'system'));
	await page.setViewportSize(before);
	expect(faults).toEqual([]);
}
