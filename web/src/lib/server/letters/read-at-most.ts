/**
 * The body of a request, as far as it is no longer than it may be.
 *
 * @returns undefined where it says that it is longer, before any of it is read, or where it turns out to be.
 */
export async function readAtMost(
	request: Pick<Request, 'headers' | 'body'>,
	bytes: number,
): Promise<Uint8Array | undefined> {
	if (Number(request.headers.get('content-length') ?? 0) > bytes) return undefined;
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of request.body ?? []) {
		size += part.byteLength;
		if (size > bytes) return undefined;
		parts.push(part);
	}
	return Buffer.concat(parts);
}
