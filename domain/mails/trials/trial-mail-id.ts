import { createHash } from 'node:crypto';
import { uuidOfVersion } from '#platform/uuid.ts';

/** Namespace of the ids of mails of a real-life test (RFC 9562 version 5). */
const NAMESPACE = Buffer.from('7be1d4c05a9247c19d6f3a2b8e0c4d17', 'hex');

/**
 * The id of one mail of a test (E-14): the same for the same press, so that pressing twice sends once. It is made of its
 * place among the addresses, never of an address, since it names the mail's run.
 */
export function trialMailId(trialId: string, place: number): string {
	const name = `${trialId.toLowerCase()}/${place}`;
	return uuidOfVersion(5, createHash('sha1').update(NAMESPACE).update(name).digest());
}
