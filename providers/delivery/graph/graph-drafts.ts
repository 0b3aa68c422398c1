import { GraphFailure, GraphRefusal, isGone, isObject } from './graph-answer.ts';
import type { GraphConnection } from './graph-connection.ts';

/** A mail in a folder of Graph's, as far as a send asks about it. */
export interface GraphMail {
	/**
	 * Its id while it lies where it lies. An id that outlives a move (`Prefer: IdType="ImmutableId"`) is not asked for: with this one
	 * neither a second sending nor a deletion can meet the copy in Sent Items.
	 */
	readonly id: string;
	/** Its Message-ID, with angle brackets as a rule. */
	readonly messageId: string | undefined;
	/** False: it was sent. */
	readonly isDraft: boolean;
	/** Everybody whom it names, in lower case. */
	readonly recipients: readonly string[];
}

const SELECT = 'id,internetMessageId,isDraft,toRecipients,ccRecipients,bccRecipients';
const ID_AT_MOST = 1_024;
/** Pages of a list that are read; what is looked for stands on the first. */
const PAGES_AT_MOST = 5;
const MAILS_A_PAGE = 25;

/**
 * Makes a draft of the frozen bytes.
 *
 * @returns its id.
 * @throws GraphRefusal, GraphFailure, ConnectError.
 */
export async function createDraft(connection: GraphConnection, bytes: Buffer): Promise<string> {
	const answer = await connection.ask({
		method: 'POST',
		path: '/messages',
		text: bytes.toString('base64'),
	});
	if (answer.status !== 201) throw new GraphRefusal(answer);
	return idOf(answer.body);
}

/** @returns undefined where it is gone. @throws as `createDraft`. */
export async function readMail(connection: GraphConnection, id: string): Promise<GraphMail | undefined> {
	const path = `${pathOf(id)}?$select=${SELECT}`;
	const answer = await connection.ask({ method: 'GET', path });
	if (isGone(answer)) return undefined;
	if (answer.status !== 200) throw new GraphRefusal(answer);
	return mailOf(answer.body);
}

/**
 * Takes a draft back: whoever sends it afterwards meets nothing.
 *
 * @returns `withdrawn`: it stood and stands no more; `sent`: it was sent; `gone`: nobody knows by this.
 * @throws as `createDraft`.
 */
export async function withdrawDraft(
	connection: GraphConnection,
	id: string,
): Promise<'withdrawn' | 'sent' | 'gone'> {
	const mail = await readMail(connection, id);
	if (!mail) return 'gone';
	if (!mail.isDraft) return 'sent';
	const answer = await connection.ask({ method: 'DELETE', path: pathOf(id) });
	if (isGone(answer)) return 'gone';
	if (answer.status !== 204) throw new GraphRefusal(answer);
	return 'withdrawn';
}

/**
 * The mails of a folder that a filter finds, from its first pages.
 *
 * @throws as `createDraft`.
 */
export async function findMails(
	connection: GraphConnection,
	folder: 'drafts' | 'sentitems',
	filter: string,
): Promise<GraphMail[]> {
	const base = `/mailFolders/${folder}/messages`;
	const found: GraphMail[] = [];
	let path: string | undefined =
		`${base}?$filter=${encodeURIComponent(filter)}&$select=${SELECT}&$top=${MAILS_A_PAGE}`;
	for (let page = 0; path !== undefined && page < PAGES_AT_MOST; page++) {
		const answer = await connection.ask({ method: 'GET', path });
		if (answer.status !== 200 || !Array.isArray(answer.body['value'])) throw new GraphRefusal(answer);
		found.push(...answer.body['value'].map(mailOf));
		path = nextPage(answer.body['@odata.nextLink'], base);
	}
	return found;
}

/** Where a mail is sent. */
export const sendPath = (id: string): string => `${pathOf(id)}/send`;

const pathOf = (id: string): string => `/messages/${encodeURIComponent(id)}`;

/** Only the query is taken from a link: it leads nowhere else than to the same folder. */
function nextPage(link: unknown, base: string): string | undefined {
	if (typeof link !== 'string' || !URL.canParse(link)) return undefined;
	return base + new URL(link).search;
}

function mailOf(said: unknown): GraphMail {
	const id = idOf(said);
	const { internetMessageId, isDraft, toRecipients, ccRecipients, bccRecipients } = said as Record<
		string,
		unknown
	>;
	if (typeof isDraft !== 'boolean') throw new GraphFailure('protocol');
	return {
		id,
		messageId: isMessageId(internetMessageId) ? internetMessageId : undefined,
		isDraft,
		recipients: [toRecipients, ccRecipients, bccRecipients].flatMap(addressesOf),
	};
}

function idOf(said: unknown): string {
	const { id } = isObject(said) ? said : {};
	if (typeof id !== 'string' || id === '' || id.length > ID_AT_MOST) throw new GraphFailure('protocol');
	return id;
}

/** RFC 5322 gives a line 998 characters. */
function isMessageId(said: unknown): said is string {
	return typeof said === 'string' && /^[\x21-\x7e]{1,998}$/.test(said);
}

/** Whoever is not said counts as somebody. */
function addressesOf(said: unknown): string[] {
	if (!Array.isArray(said)) return [''];
	return said.map((one: unknown) => {
		const { address } = (isObject(one) && isObject(one['emailAddress']) ? one['emailAddress'] : {}) as {
			address?: unknown;
		};
		return typeof address === 'string' ? address.toLowerCase() : '';
	});
}
