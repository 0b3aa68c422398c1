import { openLink } from '#domain/connections/ask-for-consent.ts';
import type { ComposedSend } from '#domain/sends/freeze-send.ts';
import { openCode } from '#domain/from-addresses/from-address-code.ts';
import type { DuePlatformMail } from '#domain/platform-mails/look-at-platform-mail.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { foldLine } from '#domain/values/fold-line.ts';
import { languageCode } from '#domain/values/language-code.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import {
	consentGivenMail,
	consentReminderMail,
	consentRequestMail,
	firstReadingMail,
	fromAddressCodeMail,
	objectionWords,
	writtenFor,
	type PlatformMailText,
} from '#texts/platform-mails.ts';
import type { Language } from '#texts/language.ts';
import { SealBroken } from '#platform/secrets/envelope.ts';
import { composeDraft } from '#activities/send/compose-draft.ts';
import type { SendDeps } from '#activities/send/send-deps.ts';
import { NeverWritten } from './errand.ts';
import { htmlOfText } from './html-of-text.ts';

/** A mail in words, and what differs from a mail to a user. */
interface Written extends PlatformMailText {
	/** In whose name an administrator is asked: answers go to him. */
	readonly onBehalfOf?: { readonly name: string; readonly address: string };
}

/**
 * A mail of the platform, written now from what it is about; undefined where that is gone.
 *
 * @throws {NeverWritten} its link or its code cannot be opened under this master key.
 */
export async function composePlatformMail(
	deps: SendDeps,
	tx: Transaction,
	mail: DuePlatformMail,
): Promise<ComposedSend | undefined> {
	const { platformSender } = deps;
	const language = languageCode(mail.language);
	const written = platformSender && (await write(deps, tx, mail, language).catch(becauseBroken));
	if (!written) return undefined;
	const { subject, paragraphs, link, onBehalfOf } = written;
	const { address, displayName } = platformSender;
	const { name: organisation } = await tx.db.subscription.findFirstOrThrow({ select: { name: true } });
	const name = onBehalfOf ? writtenFor(displayName, onBehalfOf.name, language) : displayName;
	return composeDraft({
		sendId: mail.sendId,
		date: tx.at,
		from: { address, name },
		to: { address: mail.recipient },
		subject,
		text: paragraphs.join('\n\n'),
		html: htmlOfText(paragraphs, link),
		...(onBehalfOf
			? { replyTo: onBehalfOf, ...objection(deps, tx, mail, { by: onBehalfOf.name, organisation, language }) }
			: { isAutomatic: true }),
	});
}

function becauseBroken(error: unknown): never {
	throw error instanceof SealBroken ? new NeverWritten(SECRET_BROKEN) : error;
}

const SECRET_BROKEN = { code: 'secret-broken', matter: 'ours' } as const;

/** An administrator has no account here: each mail says how to be asked no more. */
function objection(
	deps: SendDeps,
	tx: Transaction,
	{ sendId }: DuePlatformMail,
	{ by, organisation, language }: { by: string; organisation: string; language: Language },
) {
	const token = signUnsubscribeToken(deps.unsubscribeKeys, { subscriptionId: tx.subscriptionId, sendId });
	const unsubscribeUrl = `${deps.config.publicUrl}/u/${token}`;
	return {
		unsubscribeUrl,
		objectionLine: { words: objectionWords(by, organisation, language), url: unsubscribeUrl },
	};
}

async function write(
	deps: SendDeps,
	tx: Transaction,
	mail: DuePlatformMail,
	language: Language,
): Promise<Written | undefined> {
	if (mail.kind === 'from-address-code') return writeCode(deps, tx, mail, language);
	const connection = await tx.db.mailboxConnection.findFirst({
		where: { id: mail.connectionId! },
		include: { owner: true, consent: true },
	});
	if (!connection) return undefined;
	const { owner, address, actedById, consent } = connection;
	const link = `${deps.config.publicUrl}/profile/mailbox`;
	if (mail.kind === 'consent-given') {
		const domain = address.slice(address.indexOf('@') + 1);
		return consentGivenMail({ name: owner.firstName, address, domain, link }, language);
	}
	if (mail.kind === 'first-reading') {
		const setUpBy = actedById === owner.id ? null : await tx.db.user.findFirst({ where: { id: actedById } });
		return firstReadingMail(
			{ name: owner.firstName, address, link, by: setUpBy && nameOf(setUpBy) },
			language,
		);
	}
	if (!consent) return undefined;
	const { publicUrl } = deps.config;
	const token = openLink(deps.envelopes, connection.id, consent.tokenSealed);
	const name = saidName(owner, address);
	const facts = {
		...{ address, name, phone: owner.phone, link: `${publicUrl}/consent/${token}` },
		sendsByGraph: consent.purpose === 'mail-and-graph',
	};
	const onBehalfOf = { name, address: owner.email };
	if (mail.kind === 'consent-request') return { ...consentRequestMail(facts, language), onBehalfOf };
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	const reader = { language, timeZone, now: tx.at };
	return { ...consentReminderMail({ ...facts, askedAt: consent.mailedAt! }, reader), onBehalfOf };
}

async function writeCode(
	deps: SendDeps,
	tx: Transaction,
	mail: DuePlatformMail,
	language: Language,
): Promise<Written | undefined> {
	const proof = await tx.db.fromAddress.findFirst({ where: { id: mail.fromAddressId! } });
	const author = await tx.db.user.findFirst({ where: { id: mail.authorId } });
	if (!proof?.codeSealed || !author) return undefined;
	const { name: organisation } = await tx.db.subscription.findFirstOrThrow({ select: { name: true } });
	const { code, minutes } = openCode(deps.envelopes, proof.id, proof.codeSealed);
	return fromAddressCodeMail({ name: saidName(author, author.email), organisation, code, minutes }, language);
}

/** Longer than this is nobody's name, but a text to strangers. */
const LONGEST_NAME = 80;

/** A name as somebody else reads it: one line, and no text of its own. */
function saidName(person: Parameters<typeof nameOf>[0], otherwise: string): string {
	return foldLine(nameOf(person, otherwise)).slice(0, LONGEST_NAME);
}
