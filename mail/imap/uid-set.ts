/** UIDs as a command names them (RFC 3501, 9, `sequence-set`). @param uids Ascending, at least one. */
export function uidSetOf(uids: readonly number[]): string {
	const ranges: string[] = [];
	let first = uids[0]!;
	for (const [index, uid] of uids.entries()) {
		const next = uids[index + 1];
		if (next === uid + 1) continue;
		ranges.push(first === uid ? String(uid) : `${first}:${uid}`);
		first = next!;
	}
	return ranges.join(',');
}
