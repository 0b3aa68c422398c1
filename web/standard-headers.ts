import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How long a browser insists on https, in seconds: a year. Of this host alone; its siblings may be somebody else's. */
const INSIST_ON_HTTPS = 'max-age=31536000';

/**
 * Headers that every answer begins with, pages, files and refusals alike: no guessing of types, no address of ours for
 * other sites, https once it was https. What is personal is kept nowhere; a file is asked for again unless its name
 * changes with its content, which SvelteKit says itself.
 *
 * @param assets paths of the files that anybody may have, such as `/icon.svg`.
 */
export function standardHeaders({
	isSecure,
	assets,
}: {
	isSecure: boolean;
	assets: ReadonlySet<string>;
}): (url: string) => Map<string, string> {
	const always = [
		['x-content-type-options', 'nosniff'],
		['referrer-policy', 'same-origin'],
		...(isSecure ? [['strict-transport-security', INSIST_ON_HTTPS]] : []),
	] as [string, string][];
	return (url) => {
		const isAsset = assets.has(url.split('?')[0]!);
		return new Map([...always, ['cache-control', isAsset ? 'public, no-cache' : 'private, no-store']]);
	};
}

/** Paths of all files under a folder, as a browser asks for them. */
export function filesIn(folder: URL): Set<string> {
	const names = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' });
	return new Set(names.map((name) => `/${name.replaceAll('\\', '/')}`));
}
