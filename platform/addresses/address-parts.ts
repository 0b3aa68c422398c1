/** What stands before the last `@` of an address; of what has none, nothing is known. */
export function localPart(address: string): string {
	return address.slice(0, address.lastIndexOf('@'));
}

/** What stands behind the last `@` of an address, as it is spelt. */
export function domainPart(address: string): string {
	return address.slice(address.lastIndexOf('@') + 1);
}
