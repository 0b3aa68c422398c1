/** A signature as lines of text, for those who write no HTML. */

/** The lines of a signature that holds nothing but lines; undefined where it holds more. */
export function linesOf(html: string): string | undefined {
	if (/<(?!\/?(p|div|br)\b)[a-z]/i.test(html) || /<(p|div)\s[^<>]*>/i.test(html)) return undefined;
	return html
		.replace(/<br\s*\/?>/gi, '\n')
		.replace(/<\/(p|div)>\s*/gi, '\n')
		.replace(/<[^<>]*>/g, '')
		.replaceAll('&nbsp;', ' ')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&amp;', '&')
		.replace(/(?<!\n)\n+$/, '');
}

/** Lines as the HTML of a signature. */
export function htmlOf(lines: string): string {
	const escaped = lines.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return `<p>${escaped.trim().split('\n').join('<br>')}</p>`;
}

/** What is said while somebody types; saving answers the same from what is really kept. */
export interface SignatureHint {
	code: 'table' | 'heavy-image' | 'remote-image' | 'long';
	size?: number;
}

/** Heavier than a logo, in bytes; longer than a signature, in characters: domain/accounts/clean-signature.ts. */
const LOGO = 100_000;
const LONG = 600;

export function hintsOn(html: string): SignatureHint[] {
	const hints: SignatureHint[] = [];
	if (/<table[\s>]/i.test(html)) hints.push({ code: 'table' });
	const inline = [...html.matchAll(/src="data:[^,"]*,([^"]*)"/gi)].map(([, data = '']) => data.length * 0.75);
	const heaviest = Math.max(0, ...inline);
	if (heaviest > LOGO) hints.push({ code: 'heavy-image', size: Math.round(heaviest / 1_000) });
	if (/<img[^>]*src="https:/i.test(html)) hints.push({ code: 'remote-image' });
	const text = html.replace(/<[^<>]*>/g, '');
	if (text.length > LONG) hints.push({ code: 'long', size: text.length });
	return hints;
}
