import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import type { PartContent } from '#domain/newsletters/issues/issue-content.ts';
import type { TakenPart } from '#domain/newsletters/issues/take-part.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { ticketAddress } from '#domain/tracking/tickets/ticket-paths.ts';
import { compileMail, type CompiledMail } from '#mail/relay/compile-mail.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';
import { issueTemplate } from './issue-template.ts';
import { letterSettings } from './letter-settings.ts';
import type { IssueToFill } from './mail-of-place.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';

/** Compiles the letter of a part, once for all of its recipients. */
export async function compileIssue(
	deps: NewsletterDeps,
	of: {
		readonly part: TakenPart;
		readonly content: PartContent;
		readonly profile: RelayProfile;
		readonly trackingUrl: string | null;
	},
): Promise<{ compiled: CompiledMail; issue: IssueToFill }> {
	const { content, profile, trackingUrl } = of;
	const { issueId } = of.part;
	const { publicUrl } = deps.config;
	const letter = await renderLetter(content.letter, letterSettings(deps, content, trackingUrl !== null));
	const { hostname: host } = new URL(publicUrl);
	const compiled = compileMail(issueTemplate({ issueId, content, letter, profile, host }));
	const keys = deps.unsubscribeKeys;
	const { slots } = compiled;
	const date = new Date().toUTCString().replace('GMT', '+0000');
	const anonymousPixel =
		trackingUrl && ticketAddress(trackingUrl, 'pixel', placeTickets(keys, { issueId, place: 0 }).pixel);
	return { compiled, issue: { issueId, keys, letter, slots, publicUrl, trackingUrl, anonymousPixel, date } };
}
