/** An address as support sees it (5.6-25), and as it is remembered after its erasure: its first letter and its domain. */
export function maskAddress(address: string): string {
	const at = address.lastIndexOf('@');
	return at < 1 ? '•••' : `${address.slice(0, 1)}•••${address.slice(at)}`;
}
