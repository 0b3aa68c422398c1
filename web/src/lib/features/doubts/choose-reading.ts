import type { Doubt } from '#domain/conversations/list-doubts.ts';
import type { CorrectedVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { calendarDate, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { readingWord } from '#texts/reading.ts';
import { act, done } from '#lib/app/acts.ts';
import { api } from '#lib/app/trpc/client.ts';

/** Says what a doubtful mail is, and offers for ten seconds to be asked again. @returns false: it was refused. */
export async function chooseReading(
	{ messageId, contact }: Pick<Doubt, 'messageId' | 'contact'>,
	{ verdict, returnOn }: { verdict: CorrectedVerdict; returnOn: string | null },
	reader: Reader,
): Promise<boolean> {
	const say = (said: { verdict: CorrectedVerdict; returnOn?: string | undefined }) =>
		api.conversations.correctVerdict.mutate({ requestId: crypto.randomUUID(), messageId, ...said });
	const answer = await act(() => say({ verdict, returnOn: returnOn ?? undefined }));
	if (!answer) return false;
	const name = contact?.name ?? '–';
	done(
		m.doubt_chosen_done({ contact: name, reading: readingWord(verdict, reader.language) }),
		() => say({ verdict: 'doubtful' }),
		answer.proposedOn
			? m.doubt_later_proposed({ contact: name, day: calendarDate(answer.proposedOn, reader, 'long') })
			: undefined,
	);
	return true;
}
