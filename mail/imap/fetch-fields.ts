import type { ImapFlow } from 'imapflow';
import type { Glance } from './found-in-folder.ts';
import { takeResponses, type RawResponse } from './imapflow-internals.ts';
import { uidSetOf } from './uid-set.ts';

/** What servers answer as a rule; whatever is written in another way is left to the library. */
const USUAL =
	/^\* \d+ FETCH \((?:MODSEQ \(\d+\) )?UID (\d+) (?:MODSEQ \(\d+\) )?BODY\[HEADER\.FIELDS \([^()]*\)\] \{\d+\}\r\n\)$/i;

/**
 * Some fields of the headers of some mails of the open folder, in no order; a mail that vanished is missing in the answer.
 *
 * @param uids Ascending, at least one.
 * @param atMost Bytes of each that are kept.
 */
export async function fetchFields(
	client: ImapFlow,
	uids: readonly number[],
	fields: readonly string[],
	atMost: number,
): Promise<Glance[]> {
	const found: Glance[] = [];
	const keep = (uid: number, head: Buffer) => {
		// A part of a long one would hold all of it in memory.
		found.push({ uid, head: head.length > atMost ? Buffer.from(head.subarray(0, atMost)) : head });
	};
	const wanted = new Set(uids);
	const stop = takeResponses(client, (response) => {
		const glance = glanceOf(response);
		if (!glance || !wanted.has(glance.uid)) return false;
		keep(glance.uid, glance.head);
		return true;
	});
	try {
		const query = { uid: true, headers: [...fields] };
		for await (const { uid, headers } of client.fetch(uidSetOf(uids), query, { uid: true }))
			if (headers && wanted.has(uid)) keep(uid, headers);
	} finally {
		stop();
	}
	return found;
}

function glanceOf({ payload, literals }: RawResponse): Glance | undefined {
	const [head] = literals;
	if (!head || literals.length > 1) return undefined;
	const [, uid] = USUAL.exec(payload.toString('latin1')) ?? [];
	return uid === undefined ? undefined : { uid: Number(uid), head };
}
