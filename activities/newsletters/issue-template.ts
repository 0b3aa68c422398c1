import type { PartContent } from '#domain/newsletters/issues/issue-content.ts';
import type { RenderedLetter } from '#domain/newsletters/content/rendered-letter.ts';
import type { MailTemplate, TemplateField } from '#mail/relay/mail-template.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import { plainTextOf } from '#mail/mime/plain-text.ts';

/** Values of each mail beside those that its letter names. */
export const MAIL_SLOTS = { to: 'mail.to', id: 'mail.id', date: 'mail.date', send: 'mail.send' } as const;

/** What the template of a part is made of. */
export interface IssueToCompile {
	readonly issueId: string;
	readonly content: PartContent;
	readonly letter: RenderedLetter;
	/** Of a relay; without it each mail carries the id of its send. */
	readonly profile: RelayProfile | undefined;
	/** The host of the installation, by which programs tell newsletters apart (RFC 2919). */
	readonly host: string;
}

/**
 * What all mails of a part have in common (docs/design/relays.md#compiled), with the fields by which a program unsubscribes in
 * one click (RFC 8058), those that switch the relay's own measuring off, and the key by which it drops a second copy.
 */
export function issueTemplate({ issueId, content, letter, profile, host }: IssueToCompile): MailTemplate {
	const { from, fromName, answersTo, signatureHtml, newsletterId } = content;
	const customId = profile?.customId;
	const told = [...(profile?.fields ?? []), ...(profile?.dropsSecondCopies ?? [])];
	const tokens = (name: string, ...value: (string | { slot: string })[]): TemplateField => ({
		...{ name, kind: 'tokens', value },
	});
	const [to, id, date] = [MAIL_SLOTS.to, MAIL_SLOTS.id, MAIL_SLOTS.date].map((slot) => ({ slot }));
	return {
		fields: [
			{ name: 'From', kind: 'party', party: [fromName], address: [from] },
			{ name: 'To', kind: 'party', party: [], address: [to!] },
			...(answersTo && answersTo !== from
				? [{ name: 'Reply-To', kind: 'party', party: [fromName], address: [answersTo] } as const]
				: []),
			{ name: 'Subject', kind: 'text', value: letter.subject },
			tokens('Date', date!),
			tokens('Message-ID', '<', id!, `@${from.slice(from.lastIndexOf('@') + 1)}>`),
			tokens('List-Unsubscribe', '<', { slot: 'unsubscribe' }, '>'),
			tokens('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
			tokens('List-Id', `<${newsletterId}.${host}>`),
			...(profile ? [] : [tokens(SEND_HEADER, { slot: MAIL_SLOTS.send })]),
			...(customId ? [tokens(customId, id!)] : []),
			...told.map(({ name, value }) => tokens(name, value.replaceAll('{issue}', issueId))),
		],
		html: letter.html,
		text: letter.text,
		constants: { signature: { html: signatureHtml, text: plainTextOf(signatureHtml) } },
		seed: issueId,
	};
}
