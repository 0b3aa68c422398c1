import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import type { RenderedLetter } from '#domain/newsletters/content/rendered-letter.ts';
import type { Config } from '#platform/config.ts';
import type { LetterInput } from '../trpc/letters/letter-input.ts';

/** Compiles what an editor holds, with images where this installation serves them. */
export function compileLetter(
	{ publicUrl }: Pick<Config, 'publicUrl'>,
	{ letter, subject, previewText, imprint, language }: LetterInput,
): Promise<RenderedLetter> {
	const imagesAt = `${publicUrl}/i/`;
	return renderLetter(letter, { subject, previewText, imprint, language, imagesAt, isMeasured: true });
}
