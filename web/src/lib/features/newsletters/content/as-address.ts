/** An address as people type it: one without a scheme is one of the web. */
export function asAddress(typed: string): string {
	const address = typed.trim();
	return address && !/^(?:[a-z][a-z0-9+.-]*:|\{\{|#)/i.test(address) ? `https://${address}` : address;
}
