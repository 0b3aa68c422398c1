import type { IssueLinkClicks } from '#domain/newsletters/issues/results/issue-links.ts';
import { number as written } from '#texts/format.ts';
import type { Language } from '#texts/language.ts';

/**
 * The style by which the links of a picture say their number and how many people followed them. No script runs in the picture,
 * and nothing that was written in the mail stands in the style: numbers alone.
 */
export function pictureMarks(links: readonly IssueLinkClicks[], language: Language): string {
	const marks = links.map(({ number, clicks }) => {
		const words = `${number} · ${written(clicks.person, language)}`;
		return `a[href="#link-${number}"]::after{content:"${words}"}`;
	});
	return `a{pointer-events:none}a[href^="#link-"]{outline:2px solid #0e6470;outline-offset:1px}a[href^="#link-"]::after{display:inline-block;margin-left:6px;padding:0 6px;border-radius:8px;background:#0e6470;color:#fff;font:600 12px/18px sans-serif;white-space:nowrap}${marks.join('')}`;
}
