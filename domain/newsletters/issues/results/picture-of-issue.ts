import { fillHtml, valueOfSlot } from '#domain/newsletters/content/slots.ts';
import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import { salutation } from '#domain/writing/salutation.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { contentOf, type ContentRow } from '../issue-content.ts';

/** What an issue sent, or is to send: null where it was not written down yet. */
export async function readIssueContent(tx: Transaction, issueId: string): Promise<ContentRow | null> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId },
		select: { subject: true, previewText: true, imprint: true, language: true, content: true },
	});
	if (!issue) throw new Refusal('not-found', 'missing');
	return issue.content === null ? null : contentOf(issue);
}

/** Where link `number` leads in a picture: nowhere outside it, and by this it is found there. */
export function markOfLink(number: number): string {
	return `#link-${number}`;
}

/**
 * The mail of an issue as a picture: every variable says its fallback, nobody in particular is greeted, a measured link leads to
 * its own mark, and what only a recipient's mail has leads nowhere. Its HTML is for a frame without scripts.
 *
 * @param imagesAt as of `renderLetter`.
 */
export async function pictureOfIssue(content: ContentRow, imagesAt: string): Promise<string> {
	const { letter, ...settings } = content;
	const { html } = await renderLetter(letter, { ...settings, imagesAt, isMeasured: true });
	const greeted = { salutation: salutation({}, content.language) };
	return fillHtml(html, (slot) => {
		const link = /^link\.(\d+)$/.exec(slot);
		if (link) return markOfLink(Number(link[1]));
		if (slot === 'pixel') return 'data:,';
		return valueOfSlot(slot, greeted) ?? (slot === 'signature' ? '' : '#');
	});
}
