/** The mails that the installation itself writes (5.2-22), in the language of whoever reads them. */
import { deliveryFault } from './delivery-faults.ts';
import { day, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** A mail in words: paragraphs without markup. */
export interface PlatformMailText {
	readonly subject: string;
	readonly paragraphs: readonly string[];
	/** The one address of a page that stands in them. */
	readonly link?: string;
}

/** Who asks an administrator for his consent, and where it is given. */
export interface ConsentFacts {
	readonly address: string;
	readonly name: string;
	readonly phone: string | null;
	readonly link: string;
	/** Sending through Microsoft Graph is asked for besides (D-65). */
	readonly sendsByGraph: boolean;
}

/** What the person would write to her administrator (C1-16): shown on her page, and sent for her. */
export function consentRequestMail(facts: ConsentFacts, language: Language): PlatformMailText {
	const options = { locale: language };
	const { address, link, name, phone, sendsByGraph } = facts;
	const signed = phone ? `${name}, ${phone}` : name;
	return {
		subject: m.platform_mail_consent_subject({}, options),
		paragraphs: (sendsByGraph ? m.connect_consent_text_graph : m.connect_consent_text)(
			{ address, link, name: signed },
			options,
		).split('\n\n'),
		link,
	};
}

/** The same once more. @param facts.askedAt when it was asked first. */
export function consentReminderMail(
	facts: ConsentFacts & { readonly askedAt: Date },
	reader: Reader,
): PlatformMailText {
	const options = { locale: reader.language };
	const { subject, paragraphs } = consentRequestMail(facts, reader.language);
	const [greeting, ...rest] = paragraphs;
	const date = day(facts.askedAt, reader);
	return {
		subject: m.platform_mail_reminder_subject({ subject }, options),
		paragraphs: [greeting!, m.platform_mail_reminder({ date }, options), ...rest],
		link: facts.link,
	};
}

/** Under what an administrator is asked: why it came to him, and how to be asked no more. */
export function objectionWords(name: string, organisation: string, language: Language): string {
	return m.platform_mail_objection({ name, organisation }, { locale: language });
}

/** Her administrator consented: the person may go on. */
export function consentGivenMail(
	{ name, address, domain, link }: Readonly<Record<'name' | 'address' | 'domain' | 'link', string>>,
	language: Language,
): PlatformMailText {
	const options = { locale: language };
	return {
		subject: m.platform_mail_given_subject({ address }, options),
		paragraphs: [
			m.platform_mail_greeting({ name }, options),
			m.platform_mail_given({ domain, address }, options),
			m.platform_mail_given_link({ link }, options),
		],
		link,
	};
}

/** The first reading of a mailbox is over (Z-15). @param facts.by who set it up, where that was somebody else. */
export function firstReadingMail(
	{
		name,
		address,
		by,
		link,
	}: Readonly<Record<'name' | 'address' | 'link', string>> & { readonly by: string | null },
	language: Language,
): PlatformMailText {
	const options = { locale: language };
	return {
		subject: m.platform_mail_read_subject({ address }, options),
		paragraphs: [
			m.platform_mail_greeting({ name }, options),
			...(by ? [m.platform_mail_read_by({ by, address }, options)] : []),
			m.platform_mail_read({ address }, options),
			m.platform_mail_read_next({ link }, options),
		],
		link,
	};
}

/** The code that proves an address (Z-09). @param facts.minutes for how long it is good. */
export function fromAddressCodeMail(
	{
		name,
		organisation,
		code,
		minutes,
	}: Readonly<Record<'name' | 'organisation' | 'code' | 'minutes', string>>,
	language: Language,
): PlatformMailText {
	const options = { locale: language };
	return {
		subject: m.platform_mail_code_subject({}, options),
		paragraphs: [
			m.platform_mail_code({ name, organisation, code }, options),
			m.platform_mail_code_minutes({ minutes }, options),
			m.platform_mail_code_unknown({}, options),
		],
	};
}

/** *Refrain, pour Camille Aubrelle*: who writes in somebody's name. */
export function writtenFor(platform: string, name: string, language: Language): string {
	return m.platform_mail_for({ platform, name }, { locale: language });
}

type Ended = (words: Record<never, never>, options: { locale: Language }) => string;

const ENDS: Readonly<Record<string, Ended>> = {
	'platform-missing': m.platform_mail_end_missing,
	'recipient-objects': m.platform_mail_end_objects,
	'no-longer-true': m.platform_mail_end_over,
	restored: m.platform_mail_end_restored,
	'given-up': m.platform_mail_end_given_up,
	'secret-broken': m.platform_mail_end_broken,
};

/** Why a mail of the platform has not left, in a sentence: a fault of its delivery, or what ended it. */
export function faultOfPlatformMail(code: string | null, language: Language): string {
	return ENDS[code ?? '']?.({}, { locale: language }) ?? deliveryFault(code ?? '', language);
}

/** What became of it, in a few words. */
export function fateOfPlatformMail(
	{ state, fault }: { readonly state: string; readonly fault: string | null },
	language: Language,
): string {
	const options = { locale: language };
	const reason = faultOfPlatformMail(fault, language);
	switch (state) {
		case 'accepted':
			return m.connect_fate_accepted({}, options);
		case 'uncertain':
			return m.connect_fate_uncertain({}, options);
		case 'later':
			return m.connect_fate_later({ reason }, options);
		case 'returned':
			return m.connect_fate_returned({ reason }, options);
		case 'leaving':
			return m.connect_fate_leaving({}, options);
		default:
			return m.connect_fate_refused({ reason }, options);
	}
}
