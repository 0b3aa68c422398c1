/** What a browser says of a request that another site made (`Sec-Fetch-Site`); a sibling domain is another site too. */
const FOREIGN_SITES = new Set(['cross-site', 'same-site']);

/**
 * True for a request that may change something, or calls a procedure, and that a page of another site made: its cookies
 * would act in the person's name. A program that is no browser names no origin, and has no cookies of anybody.
 *
 * @param own origins under which people reach the product.
 */
export function isForeign(
	request: Pick<Request, 'method' | 'headers' | 'url'>,
	own: readonly string[],
): boolean {
	const changes = request.method !== 'GET' && request.method !== 'HEAD';
	if (!changes && !/^\/trpc(\/|$)/.test(new URL(request.url).pathname)) return false;
	const origin = request.headers.get('origin');
	if (origin !== null) return !own.includes(origin);
	return FOREIGN_SITES.has(request.headers.get('sec-fetch-site') ?? '');
}
