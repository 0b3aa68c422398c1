import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import { escapeHtml } from '#domain/writing/escape-html.ts';
import type { RenderedLetter } from '#domain/newsletters/content/rendered-letter.ts';
import { fillHtml, fillText, valueOfSlot } from '#domain/newsletters/content/slots.ts';
import { contentOf } from '#domain/newsletters/issues/issue-content.ts';
import { placeTickets, readPlaceTicket, type PlaceClaim } from '#domain/tracking/tickets/place-tickets.ts';
import { subscriptionOfIssue } from '#domain/tracking/tickets/subscription-of-issue.ts';
import { ticketAddress } from '#domain/tracking/tickets/ticket-paths.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/** A letter as a browser shows it. */
export interface BrowserView {
	readonly title: string;
	/** The whole document. */
	readonly html: string;
}

/** Shows the letter behind a ticket; undefined where it is none of ours or the issue is gone. */
export type ShowLetter = (token: string) => Promise<BrowserView | undefined>;

/** Letters that a process keeps compiled: an issue never changes, and all of its readers come in the same hours. */
const KEPT_LETTERS = 20;

interface LetterOfPlace {
	readonly letter: Promise<RenderedLetter>;
	readonly variables: Readonly<Record<string, string>>;
	readonly signatureHtml: string;
}

/**
 * Reads letters again as they were sent, with the fields of whoever holds the ticket and of nobody else; an erased reader's say
 * their fallbacks. Nothing of it is measured: links lead straight on, and no pixel is in it.
 */
export function createShowLetter(database: Database, ring: KeyRing, publicUrl: string): ShowLetter {
	const letters = new Map<string, Promise<RenderedLetter>>();

	function keptLetter(issueId: string, render: () => Promise<RenderedLetter>): Promise<RenderedLetter> {
		const known = letters.get(issueId);
		if (known) return known;
		const rendered = render();
		rendered.catch(() => letters.delete(issueId));
		if (letters.size >= KEPT_LETTERS) letters.delete(letters.keys().next().value!);
		letters.set(issueId, rendered);
		return rendered;
	}

	async function read(tx: Transaction, { issueId, place }: PlaceClaim): Promise<LetterOfPlace | undefined> {
		const issue = await tx.db.newsletterIssue.findFirst({ where: { id: issueId } });
		if (!issue?.content) return undefined;
		const content = contentOf(issue);
		const reader = await tx.db.issuePlace.findFirst({
			where: { issueId, place },
			select: { variables: true },
		});
		if (place > 0 && !reader) return undefined;
		const settings = { ...content, isMeasured: false, imagesAt: `${publicUrl}/i/` };
		return {
			letter: keptLetter(issueId, () => renderLetter(content.letter, settings)),
			variables: (reader?.variables ?? {}) as Record<string, string>,
			signatureHtml: await signatureOf(tx, { issueId, place }),
		};
	}

	return async (token) => {
		const claim = readPlaceTicket(ring, 'browser', token);
		const subscriptionId = claim && (await subscriptionOfIssue(database, claim.issueId));
		if (!subscriptionId) return undefined;
		const found = await database.inSubscription(subscriptionId, (tx) => read(tx, claim));
		if (!found) return undefined;
		const { variables, signatureHtml } = found;
		const letter = await found.letter;
		const { unsubscribe } = placeTickets(ring, claim);
		const valueOf = (slot: string): string => {
			if (slot === 'signature') return signatureHtml;
			if (slot === 'unsubscribe') return ticketAddress(publicUrl, 'unsubscribe', unsubscribe);
			if (slot === 'browser') return ticketAddress(publicUrl, 'browser', token);
			const link = letter.links.find(({ number }) => slot === `link.${number}`);
			return link?.url ?? valueOfSlot(slot, variables) ?? '';
		};
		const title = fillText(letter.subject, valueOf);
		return { title, html: asPage(fillHtml(letter.html, valueOf), title) };
	};
}

/** In a mail program a letter is an article among others; by itself it is what its page is about. */
function asPage(html: string, title: string): string {
	const page = html.replace('aria-roledescription="email" role="article"', 'role="main"');
	return /<h1[ >]/.test(page)
		? page
		: page.replace(/role="main"[^>]*>/, (begin) => begin + unseenHeading(title));
}

/** Its subject stands above a mail, not in it: a screen reader's page begins with it all the same. */
const unseenHeading = (title: string) =>
	`<h1 style="position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)">${escapeHtml(title)}</h1>`;

/** Of whose mailbox it left from, else of the newsletter’s owner. */
async function signatureOf(tx: Transaction, { issueId, place }: PlaceClaim): Promise<string> {
	const [row] = await tx.sql<{ html: string }>`
		SELECT writer.signature_html AS html FROM newsletter_issue issue
		JOIN newsletter ON (newsletter.subscription_id, newsletter.id) = (issue.subscription_id, issue.newsletter_id)
		LEFT JOIN issue_part part ON (part.subscription_id, part.issue_id) = (issue.subscription_id, issue.id)
			AND ${place}::int BETWEEN part.first_place AND part.last_place
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
		LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (sender.subscription_id, sender.mailbox_id)
		JOIN "user" writer ON (writer.subscription_id, writer.id)
			= (issue.subscription_id, coalesce(mailbox.owner_id, newsletter.owner_id))
		WHERE issue.subscription_id = ${tx.subscriptionId}::uuid AND issue.id = ${issueId}::uuid
		LIMIT 1`;
	return row?.html ?? '';
}
