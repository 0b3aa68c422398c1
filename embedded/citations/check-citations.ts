import { posix } from 'node:path';
import { findCitations, isId } from './find-citations.ts';
import type { Citation } from './find-citations.ts';
import { findLinks, findNamedPaths, pathExists } from './find-paths.ts';
import { readAnchors } from './read-definitions.ts';
import type { Repository } from './repository-texts.ts';

/** What was counted and what is wrong; each fault begins with `file:line`. */
export interface CitationReport {
	readonly definedIds: number;
	readonly citations: number;
	readonly faults: readonly string[];
}

/**
 * Holds that whatever the repository cites stands in it: ids of features, rules and product decisions (each defined once in
 * docs/), documents with their anchors, and the paths that documents name. `awaited` paths may be missing, and must be.
 */
export function checkCitations(repository: Repository, awaited: readonly string[]): CitationReport {
	const faults: string[] = [];
	const anchors = new Map<string, Set<string>>();
	const definedAt = new Map<string, string>();
	for (const [path, text] of repository.texts) {
		if (!path.endsWith('.md')) continue;
		const found = readAnchors(text);
		anchors.set(path, new Set(found.map((anchor) => anchor.name)));
		for (const { name, line } of found.filter((anchor) => isId(anchor.name))) {
			const first = definedAt.get(name);
			if (first) faults.push(`${path}:${line} ${name} is defined at ${first} too`);
			else definedAt.set(name, `${path}:${line}`);
		}
	}

	let citations = 0;
	for (const [path, text] of repository.texts) {
		for (const citation of path === EXAMPLES ? [] : findCitations(text)) {
			if (definedAt.get(citation.named) === `${path}:${citation.line}`) continue;
			citations += 1;
			const fault = faultOf(citation, path);
			if (fault) faults.push(`${path}:${citation.line} ${fault}`);
		}
		if (path.endsWith('.md')) faults.push(...missingPaths(path, text));
	}
	for (const path of awaited) {
		if (pathExists(path, repository.paths))
			faults.push(`embedded/citations/awaited-paths.ts:1 ${path} is there: delete its line`);
	}
	return { definedIds: definedAt.size, citations, faults };

	function faultOf(citation: Citation, citedIn: string): string | undefined {
		if (citation.kind === 'id')
			return definedAt.has(citation.named) ? undefined : `${citation.named} is defined nowhere in docs/`;
		if (citation.kind === 'outside') return `“${citation.named}” is a chapter of no document here`;
		const [document, anchor] = citation.named.split('#');
		const beside = posix.join(posix.dirname(citedIn), document!);
		const found = [document!, beside].find((one) => anchors.has(one));
		if (!found) return `there is no ${document}`;
		if (anchor && !anchors.get(found)!.has(anchor)) return `${found} has no #${anchor}`;
		return undefined;
	}

	function missingPaths(document: string, text: string): string[] {
		const links = findLinks(text)
			.filter(({ path }) => !path.endsWith('.md'))
			.map(({ line, path }) => ({ line, path: posix.join(posix.dirname(document), path) }));
		return [...findNamedPaths(text, TOP_FOLDERS), ...links]
			.filter(({ path }) => !awaited.includes(path) && !pathExists(path, repository.paths))
			.map(({ line, path }) => `${document}:${line} there is no ${path}`);
	}
}

/** What it cites are faults to be found. */
const EXAMPLES = 'embedded/citations/citations.test.ts';

const TOP_FOLDERS = [
	'.ci',
	'activities',
	'docs',
	'domain',
	'embedded',
	'mail',
	'platform',
	'prisma',
	'providers',
	'tests',
	'texts',
	'web',
	'worker',
	'workflows',
];
