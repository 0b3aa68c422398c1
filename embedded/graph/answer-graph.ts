import { randomUUID } from 'node:crypto';
import { filterOf } from './graph-filter.ts';
import type { GraphMailbox } from './graph-mailbox.ts';
import { resourceOf, type GraphFolder, type StoredMessage } from './graph-message.ts';

/** An answer over HTTP; an object is said as JSON. */
export interface GraphAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | object;
}

/** A request whose token was taken. */
export interface AdmittedRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: Buffer;
	readonly scopes: readonly string[];
	/** Whose token it is. */
	readonly bearer: string;
	/** Mailboxes that others share with the bearer, beside the own one. */
	readonly shared: readonly string[];
	readonly mailboxOf: (address: string) => GraphMailbox;
	/** Of the server, for links to the next page. */
	readonly origin: string;
	readonly pageSize: number;
}

/** A refusal as Graph words it (learn.microsoft.com, "Microsoft Graph error responses and resource types"). */
export function errorAnswer(
	status: number,
	code: string,
	headers: Readonly<Record<string, string>> = {},
): GraphAnswer {
	const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': randomUUID() };
	return { status, headers, body: { error: { code, message: 'For developers alone.', innerError } } };
}

const FOLDERS: ReadonlySet<string> = new Set<GraphFolder>(['drafts', 'sentitems', 'deleteditems']);

interface OpenedRequest extends AdmittedRequest {
	readonly mailbox: GraphMailbox;
	/** How the request names it. */
	readonly mailboxPath: string;
}

/** What a permission is needed for: sending needs its own. */
const scopeOf = (isSending: boolean) => (isSending ? 'Mail.Send' : 'Mail.ReadWrite');

/** Does what a request asks for, and says what the documented API says to it. */
export async function answerGraph(admitted: AdmittedRequest): Promise<GraphAnswer> {
	const url = new URL(admitted.path, 'https://graph.invalid');
	const [version, whose, ...below] = url.pathname.split('/').slice(1).map(decodeURIComponent);
	const address = whose === 'me' ? admitted.bearer : whose === 'users' ? below.shift() : undefined;
	if (version !== 'v1.0' || address === undefined) return errorAnswer(400, 'BadRequest');
	const [kind, id, ...rest] = below;
	const mailboxPath = whose === 'me' ? 'me' : `users/${encodeURIComponent(address)}`;
	const isSending = kind === 'messages' && rest[0] === 'send';
	if (!mayOpen(admitted, address, scopeOf(isSending))) return errorAnswer(403, 'ErrorAccessDenied');
	const request = { ...admitted, mailbox: admitted.mailboxOf(address), mailboxPath };
	if (kind === 'mailFolders' && id && rest[0] === 'messages') return list(request, url, id);
	if (kind !== 'messages') return errorAnswer(404, 'ResourceNotFound');
	if (id === undefined)
		return request.method === 'POST' ? create(request) : errorAnswer(405, 'MethodNotAllowed');
	const message = request.mailbox.find(id);
	if (!message) return errorAnswer(404, 'ErrorItemNotFound');
	if (isSending && request.method === 'POST') return send(request, message);
	if (request.method === 'GET') return { status: 200, body: chosen(request, url, message) };
	if (request.method !== 'DELETE') return errorAnswer(405, 'MethodNotAllowed');
	request.mailbox.delete(message);
	return { status: 204 };
}

/** One's own mailbox, or one that is shared with the bearer and for which the permission counts. */
function mayOpen({ bearer, shared, scopes }: AdmittedRequest, address: string, scope: string): boolean {
	const isSame = (one: string) => one.toLowerCase() === address.toLowerCase();
	if (isSame(bearer)) return scopes.includes(scope) || scopes.includes(`${scope}.Shared`);
	return shared.some(isSame) && scopes.includes(`${scope}.Shared`);
}

async function create(request: OpenedRequest): Promise<GraphAnswer> {
	if (!/^text\/plain\b/i.test(String(request.headers['content-type'])))
		return errorAnswer(415, 'UnsupportedMediaType');
	const base64 = request.body.toString('latin1').replace(/[\r\n]/g, '');
	if (!/^[A-Za-z\d+/]+={0,2}$/.test(base64)) return errorAnswer(400, 'ErrorMimeContentInvalidBase64String');
	const message = await request.mailbox.create(Buffer.from(base64, 'base64'));
	const id = shownId(request, message);
	const location = `${request.origin}/v1.0/${request.mailboxPath}/messages/${encodeURIComponent(id)}`;
	return { status: 201, headers: { location }, body: resourceOf(message, id) };
}

async function send(request: OpenedRequest, message: StoredMessage): Promise<GraphAnswer> {
	// The same answer as for one that is not there: what was sent once is no draft any more.
	if (!message.isDraft) return errorAnswer(404, 'ErrorItemNotFound');
	if ([...message.to, ...message.cc, ...message.bcc].length === 0)
		return errorAnswer(400, 'ErrorInvalidRecipients');
	if (message.from.some((from) => from.toLowerCase() !== request.mailbox.address.toLowerCase()))
		return errorAnswer(403, 'ErrorSendAsDenied');
	await request.mailbox.send(message);
	return { status: 202 };
}

function list(request: OpenedRequest, url: URL, folder: string): GraphAnswer {
	if (request.method !== 'GET') return errorAnswer(405, 'MethodNotAllowed');
	if (!FOLDERS.has(folder)) return errorAnswer(404, 'ErrorItemNotFound');
	const matches = filterOf(url.searchParams.get('$filter'));
	if (!matches) return errorAnswer(400, 'ErrorInvalidUrlQueryFilter');
	const found = request.mailbox.in(folder as GraphFolder).filter(matches);
	const from = Number(url.searchParams.get('$skip') ?? 0);
	const size = Math.min(Number(url.searchParams.get('$top') ?? 10), request.pageSize);
	const next = new URL(url.pathname + url.search, request.origin);
	next.searchParams.set('$skip', String(from + size));
	return {
		status: 200,
		body: {
			value: found.slice(from, from + size).map((message) => chosen(request, url, message)),
			...(from + size < found.length ? { '@odata.nextLink': next.href } : {}),
		},
	};
}

/** What `$select` names, and its id; all of it without. */
function chosen(request: AdmittedRequest, url: URL, message: StoredMessage): object {
	const resource = resourceOf(message, shownId(request, message));
	const select = url.searchParams.get('$select')?.split(',');
	if (!select) return resource;
	return Object.fromEntries(
		Object.entries(resource).filter(
			([name]) => name === 'id' || name.startsWith('@odata') || select.includes(name),
		),
	);
}

/** `Prefer: IdType="ImmutableId"` counts for the request that carries it alone. */
function shownId({ headers }: AdmittedRequest, message: StoredMessage): string {
	return /IdType="ImmutableId"/i.test(String(headers['prefer'])) ? message.immutableId : message.id;
}
