import type { Visitor } from './visit-page.ts';

/**
 * Follows the objection link of a mail and confirms on its page, as a person does: opens it, then sends its first
 * form that posts, fields and button as they stand there. A page without such a form is posted to as mail
 * programs do (RFC 8058).
 *
 * @throws When the page does not answer or refuses.
 */
export async function confirmObjection(visitor: Visitor, link: string): Promise<void> {
	const page = await visitor.open(link);
	const form = firstPostingForm(page.html);
	const target = form ? new URL(form.action, page.address).href : link;
	if (!visitor.mayOpen(target)) throw new Error('objection form leads outside');
	const body = form ? form.fields : new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
	await visitor.open(target, { body, page });
}

/** The first form with method post: where it goes, its hidden fields and its first button's value. */
export function firstPostingForm(html: string): { action: string; fields: URLSearchParams } | undefined {
	for (const [, attributes = '', content = ''] of html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)) {
		if (attributeOf(attributes, 'method')?.toLowerCase() !== 'post') continue;
		const fields = new URLSearchParams();
		const take = (tag: string) => {
			const name = attributeOf(tag, 'name');
			if (name) fields.append(name, attributeOf(tag, 'value') ?? '');
		};
		for (const [tag] of content.matchAll(/<input\b[^>]*>/gi)) {
			if (attributeOf(tag, 'type') === 'hidden' || /\bchecked\b/i.test(tag)) take(tag);
		}
		const [button] = content.matchAll(/<button\b[^>]*>/gi);
		if (button) take(button[0]);
		return { action: attributeOf(attributes, 'action') ?? '', fields };
	}
	return undefined;
}

function attributeOf(tag: string, name: string): string | undefined {
	const match = tag.match(new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i'));
	return (match?.[1] ?? match?.[2] ?? match?.[3])?.replace(/&amp;/g, '&').replace(/&#39;/g, "'");
}
