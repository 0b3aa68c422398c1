import { createHash } from 'node:crypto';
import { uuidOfVersion } from '#platform/uuid.ts';

/** Namespace of the ids of steps (RFC 9562 version 5); it never changes, or a step could leave twice. */
const NAMESPACE = Buffer.from('0c5f5a3e6f6d4b0f9a0e6b1f2f9d7c41', 'hex');

/**
 * The id of a step's mail: the same for the same engagement, step and occurrence, whoever computes it and whenever
 * (docs/design/sending.md). `occurrence` rises only when a person chooses to send an uncertain step again.
 */
export function sendIdOf(engagementId: string, position: number, occurrence: number): string {
	const hash = createHash('sha1')
		.update(NAMESPACE)
		.update(`${engagementId.toLowerCase()}/${position}/${occurrence}`)
		.digest();
	return uuidOfVersion(5, hash);
}
