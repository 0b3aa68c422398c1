import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Shorter bodies fit in one packet as they are. */
const WORTH_IT = 1_024;
/** A third of the size for a few milliseconds; more effort gains little on pages made anew each time. */
const BROTLI_EFFORT = 4;

const encoders = {
	br: (body: Uint8Array) =>
		promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_EFFORT } }),
	gzip: (body: Uint8Array) => promisify(gzip)(body),
};

/**
 * The answer with its body compressed as the request allows: pages and JSON, which are whole when they come here. A
 * stream is handed on untouched. No page repeats a lasting secret beside what a link may put into it (BREACH): cookies
 * stay in headers, a nonce lives for one page, tokens of links stand in addresses alone.
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
	const encoding = encodingFor(request.headers.get('accept-encoding') ?? '');
	if (!isWhole(response) || request.method === 'HEAD') return response;
	response.headers.append('vary', 'accept-encoding');
	if (!encoding) return response;
	const body = new Uint8Array(await response.arrayBuffer());
	const { status, statusText, headers } = response;
	if (body.length < WORTH_IT) return new Response(body, { status, statusText, headers });
	const smaller = await encoders[encoding](body);
	headers.set('content-encoding', encoding);
	headers.set('content-length', String(smaller.length));
	// It named the bytes before.
	headers.delete('etag');
	return new Response(new Uint8Array(smaller), { status, statusText, headers });
}

/** True for a page or JSON whose body is made in one piece. */
function isWhole({ body, headers }: Response): boolean {
	if (!body || headers.has('content-encoding') || headers.get('cache-control')?.includes('no-transform')) {
		return false;
	}
	const [type] = (headers.get('content-type') ?? '').split(';');
	return type === 'application/json' || (type === 'text/html' && headers.has('content-length'));
}

/** The better of what `Accept-Encoding` names without refusing it (`q=0`). */
function encodingFor(accepted: string): keyof typeof encoders | undefined {
	const names = accepted
		.toLowerCase()
		.split(',')
		.map((one) => one.split(';').map((part) => part.trim().replace(/^q=/, '')))
		.filter(([, weight]) => weight === undefined || Number(weight) > 0)
		.map(([name]) => name);
	if (names.includes('br')) return 'br';
	return names.includes('gzip') ? 'gzip' : undefined;
}
