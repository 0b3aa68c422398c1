import { classify } from '#mail/inbound/classify.ts';
import type { Classification } from '#mail/inbound/classify.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { bytesOf, QUOTATIONS } from './corpus.ts';
import type { LabelledMail } from './corpus.ts';

const at = { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' };
const OURS = ['Ne plus recevoir de messages de ma part :'];

/** A mail as it was written and as it was read. */
export interface ReadLabelled {
	readonly mail: LabelledMail;
	readonly found: Classification;
}

/** Each mail in three writings; people's with our mail quoted as clients do. */
export async function readAll(
	mails: readonly LabelledMail[],
	withQuotation: boolean,
): Promise<ReadLabelled[]> {
	const read: ReadLabelled[] = [];
	for (const [index, mail] of mails.entries())
		for (let writing = 0; writing < 4; writing++) {
			const which = index + writing * 3 + (writing >> 1);
			const text = withQuotation ? mail.text + QUOTATIONS[writing]! : mail.text;
			const source = bytesOf({ ...mail, text }, which);
			read.push({ mail, found: classify(await parseMail(source), at, OURS) });
		}
	return read;
}

/** Whether it would count as the answer of a person. */
export const isPersons = ({ found }: ReadLabelled) => found.kind === 'human' || found.kind === 'objection';

/** One line a kind: how many there are and how many are wrong. */
export function tableOf(read: readonly ReadLabelled[], isWrong: (one: ReadLabelled) => boolean): string {
	return [...Map.groupBy(read, ({ mail }) => mail.kind)]
		.map(
			([kind, of]) =>
				`  ${kind.padEnd(34)} ${String(of.length).padStart(4)} read, ${of.filter(isWrong).length} wrong`,
		)
		.join('\n');
}
