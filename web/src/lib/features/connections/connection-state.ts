import type { ConnectionView } from '#domain/connections/read-connection.ts';
import { m } from '#texts/generated/messages.js';

/** What stands beside the title of a connection, of a mailbox or of one that it is to mend: a word, and the colour of its state. */
export function connectionState({
	stage,
	nextLookAt,
	mailboxId,
}: Pick<ConnectionView, 'stage' | 'nextLookAt' | 'mailboxId'>): {
	readonly word: string;
	readonly tone: 'plain' | 'blocked';
} {
	if (stage === 'recognising') return { word: m.connect_state_search(), tone: 'plain' };
	if (stage === 'consent') return { word: m.connect_state_wait(), tone: 'plain' };
	if (stage === 'signing' || stage === 'testing') return { word: m.connect_state_test(), tone: 'plain' };
	if (stage === 'mending')
		return nextLookAt
			? { word: m.connect_state_wait(), tone: 'plain' }
			: { word: m.connect_state_blocked(), tone: 'blocked' };
	return { word: mailboxId ? m.connect_state_again() : m.connect_state_new(), tone: 'plain' };
}

/** The part of an address after its @, as it is said. */
export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);
