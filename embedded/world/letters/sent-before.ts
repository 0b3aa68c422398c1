import { DEMO_SENT } from '#prisma/demo/sent-mails.ts';
import { internalDate } from '../imap/internal-date.ts';
import type { NewMessage } from '../store/mailbox-store.ts';
import { build } from './compose.ts';

const DAY = 86_400_000;

/** What somebody of the demonstration had sent before its first start, oldest first (docs/demonstration-world/users.md). */
export function composeSentBefore(firstStart: Date): Promise<NewMessage[]> {
	const { address, name, signature, mails } = DEMO_SENT;
	return Promise.all(
		mails.map(async ({ to, subject, text, daysAgo }, index): Promise<NewMessage> => {
			const receivedAt = new Date(firstStart.getTime() - daysAgo * DAY);
			const { raw } = await build({
				from: { name, address },
				to,
				subject,
				date: receivedAt,
				messageId: `<avant-${index}@${address.split('@')[1]}>`,
				text: `${text}\n\n${signature.join('\n')}\n`,
			});
			return { raw, flags: ['\\Seen'], receivedAt, internalDate: internalDate(receivedAt) };
		}),
	);
}
