import type { FaultCode } from '#mail/delivery/delivery-fault.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import { GraphFailure, GraphRefusal } from './graph-answer.ts';
import { GraphConnection, type GraphAccess } from './graph-connection.ts';
import { findMails, withdrawDraft, type GraphMail } from './graph-drafts.ts';
import { judgeGraphRefusal } from './judge-graph-refusal.ts';

/** By what a mail of ours is recognised. */
export interface GraphMark {
	/** Ours, with angle brackets. */
	readonly messageId: string;
	/** A field of its header that no other mail has. */
	readonly header: { readonly name: string; readonly value: string };
}

/** What is known of a mail that may or may not have left: its draft is what arm recorded. */
export interface ArmedDraft {
	readonly id: string;
	/** Of the draft, where Graph gave it one of its own. */
	readonly messageId?: string | undefined;
}

/**
 * - `sent`: it lies in Sent Items; `messageId` is the one that it has there.
 * - `unsent`: its draft stood and was taken back, and no copy lies in Sent Items: it did not leave and cannot any more.
 * - `unknown`: neither. A draft that is gone proves nothing: a person may have deleted it, and a copy may be on its way.
 */
export type GraphEvidence =
	| { readonly kind: 'sent'; readonly messageId: string | undefined }
	| { readonly kind: 'unsent' }
	| { readonly kind: 'unknown'; readonly code: FaultCode };

/**
 * Looks for the fate of a mail that was armed: in Sent Items, by both Message-IDs and by our header, then at its draft.
 *
 * @param mayWithdraw whether so much time has passed since the arm (`standsAfter`) that a draft that stands is no longer about to
 *   leave. Without it a draft that stands says nothing.
 */
export async function findGraphEvidence(
	access: GraphAccess,
	mark: GraphMark,
	draft: ArmedDraft | undefined,
	mayWithdraw: boolean,
): Promise<GraphEvidence> {
	const { lookWithin } = access.limits;
	const connection = new GraphConnection(access, lookWithin);
	try {
		const copy = await findInSent(connection, mark, draft);
		if (copy) return { kind: 'sent', messageId: copy.messageId };
		// What is taken back must be known to be: a look that took long ends before.
		if (!draft || !mayWithdraw || connection.left < lookWithin / 2)
			return { kind: 'unknown', code: 'draft-kept' };
		const left = await withdrawDraft(connection, draft.id);
		if (left === 'sent') return { kind: 'sent', messageId: draft.messageId };
		if (left === 'gone') return { kind: 'unknown', code: 'draft-gone' };
		const late = await findInSent(connection, mark, draft);
		return late ? { kind: 'sent', messageId: late.messageId } : { kind: 'unsent' };
	} catch (error) {
		return { kind: 'unknown', code: codeOf(error) };
	} finally {
		connection.close();
	}
}

/**
 * Takes back whatever earlier attempts of a mail left in Drafts, by the ids that arm recorded and by our header, before another
 * draft of it is made: the caller holds its claim, so that none of them can be armed any more.
 *
 * @returns a copy of it that was sent all the same; undefined where none is found and no draft stands.
 * @throws GraphRefusal, GraphFailure, ConnectError: a draft may stand.
 */
export async function withdrawEarlier(
	connection: GraphConnection,
	mark: GraphMark,
	drafts: readonly ArmedDraft[],
): Promise<{ readonly messageId: string | undefined } | undefined> {
	const standing = await findMarked(connection, 'drafts', mark, drafts);
	const ids = new Set([...drafts, ...standing].map(({ id }) => id));
	for (const id of ids)
		if ((await withdrawDraft(connection, id)) === 'sent')
			return { messageId: drafts.find((draft) => draft.id === id)?.messageId };
	const [copy] = await findMarked(connection, 'sentitems', mark, drafts);
	return copy;
}

/** A copy of this mail in Sent Items. @throws as `withdrawEarlier`. */
export async function findInSent(
	connection: GraphConnection,
	mark: GraphMark,
	draft: ArmedDraft | undefined,
): Promise<GraphMail | undefined> {
	const [copy] = await findMarked(connection, 'sentitems', mark, draft ? [draft] : []);
	return copy;
}

/** PS_INTERNET_HEADERS: fields of a mail's header that are no property of their own (MS-OXCMAIL). */
const INTERNET_HEADERS = '{00020386-0000-0000-C000-000000000046}';

async function findMarked(
	connection: GraphConnection,
	folder: 'drafts' | 'sentitems',
	{ messageId, header }: GraphMark,
	drafts: readonly ArmedDraft[],
): Promise<GraphMail[]> {
	const ids = new Set([messageId, ...drafts.map((draft) => draft.messageId ?? messageId)]);
	// The name is compared letter by letter, and not everybody keeps ours as we wrote it.
	const names = new Set([header.name, header.name.toLowerCase()]);
	const byId = [...ids].map((id) => `internetMessageId eq ${quoted(id)}`);
	const byHeader = [...names].map(
		(name) =>
			`singleValueExtendedProperties/any(ep: ep/id eq ${quoted(`String ${INTERNET_HEADERS} Name ${name}`)}` +
			` and ep/value eq ${quoted(header.value)})`,
	);
	const found = new Map<string, GraphMail>();
	for (const filter of [...byId, ...byHeader]) {
		const mails = findMails(connection, folder, filter);
		const known = byHeader.includes(filter) ? await mails.catch(nothingWhereUnknown) : await mails;
		for (const mail of known) found.set(mail.id, mail);
		// One copy proves as much as many; of drafts each one counts.
		if (folder === 'sentitems' && found.size > 0) break;
	}
	return [...found.values()];
}

/** A mailbox that cannot be searched by a header is searched by the Message-ID alone. */
function nothingWhereUnknown(error: unknown): GraphMail[] {
	if (error instanceof GraphRefusal && error.answer.status === 400) return [];
	throw error;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function codeOf(error: unknown): FaultCode {
	if (error instanceof GraphFailure || error instanceof ConnectError) return error.code;
	if (error instanceof GraphRefusal) return judgeGraphRefusal(error.answer).fault.code;
	throw error;
}
