import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SCREENS } from '#tests/browser/screens.ts';

/** Screens that are seen, and examined by axe, on the way of a story instead of by their address. */
const SEEN_IN_A_STORY: Record<string, string> = {
	'/consent/[token]': 'tests/browser/connecting.test.ts',
	'/consent/declined': 'tests/browser/connecting.test.ts',
	'/consent/thanks': 'tests/browser/connecting.test.ts',
	'/found/[token]': 'tests/browser/founding.test.ts',
	'/invitation/[token]': 'tests/browser/founding.test.ts',
	'/newsletters/[id]/issues/[issueId]': 'tests/browser/issue-results.test.ts',
	'/newsletters/[id]/issues/[issueId]/content': 'tests/browser/issue-results.test.ts',
	'/newsletters/[id]/issues/[issueId]/history': 'tests/browser/issue-results.test.ts',
	'/newsletters/[id]/issues/[issueId]/results': 'tests/browser/issue-results.test.ts',
	'/newsletters/[id]/issues/[issueId]/results/[number]': 'tests/browser/issue-results.test.ts',
	'/newsletters/[id]/results': 'tests/browser/issue-results.test.ts',
	'/profile/mailbox': 'tests/browser/founding.test.ts, tests/browser/connecting.test.ts',
	'/runs': 'tests/browser/story.test.ts, as support',
	'/runs/halts': 'tests/browser/story.test.ts, as support',
	'/runs/relays': 'tests/browser/connecting.test.ts, as support',
	'/runs/[kind]/[id]': 'tests/browser/story.test.ts, as support',
	'/settings/mailboxes/connect/[id]': 'tests/browser/connecting.test.ts',
	'/settings/mailboxes/relays/[id]': 'tests/browser/connecting.test.ts',
	'/sign-in': 'tests/browser/story.test.ts',
	'/u/[token]': 'tests/browser/story.test.ts, by the link of a mail',
};

/** With or without layouts of its own. */
const PAGE = /\/\+page(@\w*)?\.svelte$/;

/** The addresses of all pages, without the groups that no address shows: `/companies/[id]`. */
const routes = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
	.map((path) => `/${path}`)
	.filter((path) => PAGE.test(path))
	.map((path) => path.replace(PAGE, '').replace(/\/\([^)]+\)/g, ''));

/** `/companies` for that screen, `/companies/[id]` for the first of its list. */
const shown = SCREENS.map(({ name }) =>
	name.startsWith('the first of ') ? `${name.slice('the first of '.length)}/[]` : name.replace(/\?.*/, ''),
);

it('every screen is opened and examined in the browser', () => {
	const addresses = routes.map((route) => route.replace(/\[[^\]]+\]/g, '[]'));
	const forgotten = routes.filter(
		(route, index) => !shown.includes(addresses[index]!) && !SEEN_IN_A_STORY[route],
	);
	expect(forgotten).toEqual([]);
	expect(Object.keys(SEEN_IN_A_STORY).filter((route) => !routes.includes(route))).toEqual([]);
});
