import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import type { RenderedLetter } from '#domain/newsletters/content/rendered-letter.ts';
import type { PartContent } from '#domain/newsletters/issues/issue-content.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { ticketAddress } from '#domain/tracking/tickets/ticket-paths.ts';
import { compileMail, type CompiledMail } from '#mail/relay/compile-mail.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';
import { issueTemplate } from './issue-template.ts';
import { letterSettings } from './letter-settings.ts';
import type { IssueToFill } from './mail-of-place.ts';
import type { NewsletterDeps } from './newsletter-deps.ts';

/** What the letter of a part is compiled with. */
export interface LetterToCompile {
	readonly issueId: string;
	readonly content: PartContent;
	readonly trackingUrl: string | null;
	/** The date of its mails. */
	readonly at: Date;
	/** Of a relay; without it each mail carries the id of its send. */
	readonly profile?: RelayProfile;
}

export interface CompiledIssue {
	readonly compiled: CompiledMail;
	readonly issue: IssueToFill;
	readonly letter: RenderedLetter;
}

/** Compiles the letter of a part, once for all of its recipients. */
export async function compileIssue(
	deps: Pick<NewsletterDeps, 'config' | 'unsubscribeKeys'>,
	{ issueId, content, trackingUrl, at, profile }: LetterToCompile,
): Promise<CompiledIssue> {
	const { publicUrl } = deps.config;
	const letter = await renderLetter(content.letter, letterSettings(deps, content, trackingUrl !== null));
	const { hostname: host } = new URL(publicUrl);
	const compiled = compileMail(issueTemplate({ issueId, content, letter, profile, host }));
	const keys = deps.unsubscribeKeys;
	const { slots } = compiled;
	const anonymousPixel =
		trackingUrl && ticketAddress(trackingUrl, 'pixel', placeTickets(keys, { issueId, place: 0 }).pixel);
	const date = mailDate(at);
	const issue = { issueId, keys, letter, slots, publicUrl, trackingUrl, anonymousPixel, date };
	return { compiled, issue, letter };
}

/** A date as the header writes it (RFC 5322, 3.3). */
export function mailDate(at: Date): string {
	return at.toUTCString().replace('GMT', '+0000');
}
