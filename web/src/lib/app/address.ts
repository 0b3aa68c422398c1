/** Addresses of the same page with other filters: `null` takes a parameter away. */
export function withParameters(
	url: { pathname: string; search: string },
	changes: Record<string, string | null>,
): string {
	const parameters = new URLSearchParams(url.search);
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') parameters.delete(name);
		else parameters.set(name, value);
	}
	const query = parameters.toString();
	return query ? `${url.pathname}?${query}` : url.pathname;
}
