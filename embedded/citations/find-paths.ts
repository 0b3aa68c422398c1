/** A file or folder of this repository that a document names. */
export interface NamedPath {
	/** counted from 1 */
	readonly line: number;
	/** as written, without its anchor */
	readonly path: string;
}

const CODE_SPAN = /`([^`\n]+)`/g;
const LINK = /\]\((?!\w+:|#)([^)\s]+)\)/g;

/** The words of code spans that begin with one of these top folders, such as `domain/sends` in a command. */
export function findNamedPaths(text: string, topFolders: readonly string[]): NamedPath[] {
	const begins = topFolders.map((folder) => `${folder}/`);
	return linesOutsideCode(text).flatMap(([line, content]) =>
		Array.from(content.matchAll(CODE_SPAN), ([, span]) => span!.split(/\s+/))
			.flat()
			.filter((word) => begins.some((begin) => word.startsWith(begin)))
			.map((word) => ({ line, path: beforeAnchor(word).replace(/[,;.:]$/, '') })),
	);
}

/** The targets of links that lie in this repository. */
export function findLinks(text: string): NamedPath[] {
	return linesOutsideCode(text).flatMap(([line, content]) =>
		Array.from(content.matchAll(LINK), ([, target]) => ({ line, path: beforeAnchor(target!) })),
	);
}

/** Whether there is such a path. `<area>` and `*` stand for a name, `**` for any names, `{a,b}` for each of both. */
export function pathExists(path: string, paths: ReadonlySet<string>): boolean {
	return alternatives(path.replace(/\/$/, '')).every((one) => {
		if (!/[<*]/.test(one)) return paths.has(one);
		const pattern = one
			.split(/(<[^>]*>|\*\*|\*)/)
			.map((part) => (part === '**' ? '.*' : /^[<*]/.test(part) ? '[^/]*' : RegExp.escape(part)))
			.join('');
		const matches = new RegExp(`^${pattern}$`);
		return Array.from(paths).some((each) => matches.test(each));
	});
}

function alternatives(path: string): string[] {
	const group = /\{([^{}]*)\}/.exec(path);
	if (!group) return [path];
	return group[1]!.split(',').flatMap((one) => alternatives(path.replace(group[0], one.trim())));
}

function linesOutsideCode(text: string): [line: number, content: string][] {
	let inCode = false;
	return text.split('\n').flatMap((content, index): [number, string][] => {
		if (content.startsWith('```')) inCode = !inCode;
		return inCode ? [] : [[index + 1, content]];
	});
}

const beforeAnchor = (path: string) => path.split('#', 1)[0]!;
