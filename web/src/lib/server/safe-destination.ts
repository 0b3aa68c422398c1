/** Only to see where an address leads; no request ever goes there. */
const HERE = 'http://here.invalid';

/**
 * The path of ours that a link or a form asks to go to next: what is no path of ours, or could lead a browser to
 * another site, becomes `/`. The one reader of `?to=`.
 */
export function safeDestination(wanted: string | null): string {
	// A browser drops control characters and reads `\` as `/`: what is left could name another site.
	if (!wanted?.startsWith('/') || /[\p{Cc}\s\\]/u.test(wanted)) return '/';
	let parsed: URL;
	try {
		parsed = new URL(wanted, HERE);
	} catch {
		return '/';
	}
	if (parsed.origin !== HERE) return '/';
	const path = parsed.pathname + parsed.search + parsed.hash;
	return path.startsWith('//') ? '/' : path;
}
