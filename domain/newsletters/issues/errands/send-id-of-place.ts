import { createHash } from 'node:crypto';
import { uuidOfVersion } from '#platform/uuid.ts';

/** Namespace of the ids of places (RFC 9562 version 5); it never changes, or a mail could leave twice. */
const NAMESPACE = Buffer.from('6f0b6f6c5e0c4a5f8a2f7f6c4f1d9b53', 'hex');

/** The id of the mail of a place: the same for the same issue and place, whoever computes it and whenever (docs/design/sending.md). */
export function sendIdOfPlace(issueId: string, place: number): string {
	const hash = createHash('sha1').update(NAMESPACE).update(`${issueId.toLowerCase()}/${place}`).digest();
	return uuidOfVersion(5, hash);
}
