/** An address as support sees it (5.6-25): its first letter and its domain. */
export function maskAddress(address: string): string {
	const at = address.lastIndexOf('@');
	return at < 1 ? '•••' : `${address.slice(0, 1)}•••${address.slice(at)}`;
}
