import { describe, expect, it } from 'vitest';
import { checkCitations } from './check-citations.ts';
import { findCitations } from './find-citations.ts';
import { pathExists } from './find-paths.ts';
import { readAnchors } from './read-definitions.ts';

function repository(files: Record<string, string>) {
	const folders = Object.keys(files).flatMap((path) =>
		path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/')),
	);
	return { paths: new Set(folders), texts: new Map(Object.entries(files)) };
}

const faultsOf = (files: Record<string, string>, awaited: string[] = []) =>
	checkCitations(repository(files), awaited).faults;

describe('what is a citation', () => {
	it.each([
		['// (R-98, 5.2-1)', ['R-98', '5.2-1']],
		['Z-19 to Z-24', ['Z-19', 'Z-24']],
		['status 5.2.2, 5.7.1-3, A4-12, utf-8, OR-12', []],
		['see docs/a.md#dot.', ['docs/a.md#dot']],
		['x.mdx and docs/*.md', []],
		['in appendix A.4', ['appendix A.4']],
		['(design, "A send")', ['design, "A send']],
		['/** The flag of a user (C1-51, 2.11). */', ['C1-51', '2.11']],
		['wait(C1, 2.11);', []],
		['RFC 9562, section 4', []],
	])('%s', (text, named) => {
		expect(findCitations(text).map((citation) => citation.named)).toEqual(named);
	});
});

describe('what a document defines', () => {
	it('has an anchor for each heading and each named place, none for code', () => {
		const text = ['## Who sees what?', '- <a id="x-1"></a>x', '```', '# no heading', '```'].join('\n');
		expect(readAnchors(text)).toEqual([
			{ name: 'who-sees-what', line: 1 },
			{ name: 'x-1', line: 2 },
		]);
	});
});

describe('the check', () => {
	const rules = { 'docs/rules.md': '- <a id="R-01"></a>**R-01** Something holds.' };

	it('has nothing to say where all that is cited is there', () => {
		const report = checkCitations(
			repository({
				...rules,
				'domain/a.ts': '/** R-01, docs/rules.md#R-01 */',
				'docs/b.md': 'See [the rules](rules.md) and `domain/a.ts`, R-01.',
			}),
			[],
		);
		expect(report).toMatchObject({ definedIds: 1, faults: [] });
	});

	it('names file and line of an id that nobody defines', () => {
		expect(faultsOf({ ...rules, 'domain/a.ts': '\n// R-02' })).toEqual([
			'domain/a.ts:2 R-02 is defined nowhere in docs/',
		]);
	});

	it('wants each id defined once', () => {
		expect(faultsOf({ ...rules, 'docs/twice.md': '<a id="R-01"></a>' })).toEqual([
			'docs/twice.md:1 R-01 is defined at docs/rules.md:1 too',
		]);
	});

	it.each([
		['a document that is not here', '// mail.md 1.2', 'there is no mail.md'],
		['an anchor that is not there', '// docs/rules.md#nowhere', 'docs/rules.md has no #nowhere'],
		[
			'a chapter of something else',
			'// specification 1.13',
			'“specification 1.13” is a chapter of no document here',
		],
	])('refuses %s', (_, text, fault) => {
		expect(faultsOf({ ...rules, 'domain/a.ts': text })).toEqual([`domain/a.ts:1 ${fault}`]);
	});

	it('refuses a path or a link of a document that is gone', () => {
		expect(faultsOf({ 'docs/a.md': 'run `npx vitest run domain/gone`\n[there](../web/gone.ts)' })).toEqual([
			'docs/a.md:1 there is no domain/gone',
			'docs/a.md:2 there is no web/gone.ts',
		]);
	});

	it('lets an awaited path be missing, and says when it has come', () => {
		const document = { 'docs/a.md': 'in `domain/runs/`' };
		expect(faultsOf(document, ['domain/runs/'])).toEqual([]);
		expect(faultsOf({ ...document, 'domain/runs/kinds.ts': '' }, ['domain/runs/'])).toEqual([
			'embedded/citations/awaited-paths.ts:1 domain/runs/ is there: delete its line',
		]);
	});
});

describe('a path of a document', () => {
	const paths = new Set(['web/trpc/tags/set-tag.ts', 'web/trpc/tags', 'texts/fr.json', 'texts/en.json']);
	it.each([
		['web/trpc/<area>/<verb-noun>.ts', true],
		['web/trpc/*/set-tag.ts', true],
		['web/**/set-tag.ts', true],
		['web/trpc/tags/', true],
		['texts/{fr,en}.json', true],
		['texts/{fr,de}.json', false],
		['web/trpc/<area>', true],
		['web/trpc/<area>/router.ts', false],
	])('%s: %s', (path, there) => {
		expect(pathExists(path, paths)).toBe(there);
	});
});
