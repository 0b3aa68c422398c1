/** Wall clock, in milliseconds: a page that answers later counts as not loaded. */
const ANSWER_WITHIN = 5_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The only pages that the people of the world ever open: this machine's own. */
export interface Visitor {
	/** Whether the address lies on this machine or at the product's public address. */
	mayOpen(link: string): boolean;
	/**
	 * Opens a page as a browser does and follows its redirections, as long as they stay inside.
	 * @throws When the page does not answer, or answers with an error of 400 or more.
	 */
	open(
		link: string,
		form?: { readonly body: URLSearchParams; readonly page: OpenedPage },
	): Promise<OpenedPage>;
}

export interface OpenedPage {
	/** Where the redirections led. */
	readonly address: string;
	readonly html: string;
	/** `Cookie` header for what is sent from this page. */
	readonly cookie: string;
}

/** Browsers ask for a page; without this a server may answer a form with data and status 200 whatever happened. */
const HEADERS = { accept: 'text/html,*/*;q=0.5' };

const posting = (body: URLSearchParams, { address, cookie }: OpenedPage): RequestInit => ({
	method: 'POST',
	body,
	headers: { ...HEADERS, cookie, origin: new URL(address).origin, referer: address },
});

/** @param publicUrl The product's own address; loopback is always inside. */
export function createVisitor(publicUrl: string | undefined): Visitor {
	const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
	const mayOpen = (link: string) => {
		if (!URL.canParse(link)) return false;
		const { protocol, hostname, origin } = new URL(link);
		return /^https?:$/.test(protocol) && (LOOPBACK.has(hostname) || origin === publicOrigin);
	};
	return {
		mayOpen,
		async open(link, form) {
			let address = link;
			let request: RequestInit = form ? posting(form.body, form.page) : { headers: HEADERS };
			for (let redirections = 0; redirections < 5; redirections++) {
				const response = await fetch(address, {
					...request,
					redirect: 'manual',
					signal: AbortSignal.timeout(ANSWER_WITHIN),
				});
				const next = response.headers.get('location');
				const cookie = response.headers
					.getSetCookie()
					.map((one) => one.split(';')[0])
					.join('; ');
				if (response.status >= 400) throw new Error(`page answered ${response.status}`);
				if (next === null) return { address, html: await response.text(), cookie };
				await response.body?.cancel();
				address = new URL(next, address).href;
				// Whatever lies outside is as good as visited: nothing of this world leaves the machine.
				if (!mayOpen(address)) return { address, html: '', cookie };
				request = { headers: HEADERS };
			}
			throw new Error('page redirects for ever');
		},
	};
}
