import type { OpenedPage, Visitor } from './visit-page.ts';

/**
 * Follows the objection link of a mail and confirms on its page, as a person does: opens it, then sends its first
 * form that posts, fields and button as they stand there. A page without such a form is posted to as mail
 * programs do (RFC 8058).
 *
 * @throws When the page does not answer or refuses.
 */
export async function confirmObjection(visitor: Visitor, link: string): Promise<void> {
	const page = await visitor.open(link);
	const form = postingForm(page.html);
	if (form) await send(visitor, page, form);
	else await pressOneClick(visitor, link, page);
}

/**
 * Refuses to be measured on the page behind a mail (5.7-11): opens it, then sends the form that speaks of it.
 *
 * @throws When the page does not answer, has no such form, or refuses.
 */
export async function refuseMeasuring(visitor: Visitor, link: string): Promise<void> {
	const page = await visitor.open(link);
	const form = postingForm(page.html, /mesure|measur/i);
	if (!form) throw new Error('page offers no refusal of measuring');
	await send(visitor, page, form);
}

/**
 * Unsubscribes as a mail program does, without opening the page (RFC 8058).
 *
 * @throws When the address does not answer or refuses.
 */
export async function pressOneClick(
	visitor: Visitor,
	link: string,
	page: OpenedPage = { address: link, html: '', cookie: '' },
): Promise<void> {
	const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
	await visitor.open(link, { body, page });
}

async function send(visitor: Visitor, page: OpenedPage, form: PostingForm): Promise<void> {
	const target = new URL(form.action, page.address).href;
	if (!visitor.mayOpen(target)) throw new Error('form leads outside');
	await visitor.open(target, { body: form.fields, page });
}

/** Where a form goes, its hidden fields and its first button's value. */
interface PostingForm {
	readonly action: string;
	readonly fields: URLSearchParams;
}

/** The first form with method post, of those whose content has `words`. */
export function postingForm(html: string, words = /^/): PostingForm | undefined {
	for (const [, attributes = '', content = ''] of html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)) {
		if (attributeOf(attributes, 'method')?.toLowerCase() !== 'post' || !words.test(content)) continue;
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
