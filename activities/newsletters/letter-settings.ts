import type { LetterSettings } from '#domain/newsletters/content/render-letter.ts';
import type { ContentRow } from '#domain/newsletters/issues/issue-content.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';

/** With what the letter of an issue is rendered. */
export function letterSettings(
	{ config }: Pick<NewsletterDeps, 'config'>,
	{ subject, previewText, imprint, language }: ContentRow,
	isMeasured: boolean,
): LetterSettings {
	return { subject, previewText, imprint, language, isMeasured, imagesAt: `${config.publicUrl}/i/` };
}
