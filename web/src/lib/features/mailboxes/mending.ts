import type { SenderLine } from '#domain/mailboxes/show/sender-table.ts';
import { m } from '#texts/generated/messages.js';
import { vendorName } from '#texts/providers.ts';

/** A lost mailbox that somebody may mend, or must leave to its owner. */
export type LostLine = Pick<SenderLine, 'id' | 'kind' | 'errorCode' | 'grant' | 'owner' | 'mayChange'>;

/** Which door mends it: the provider's window, the password's field, or a look from its address. */
export type MendingDoor =
	| { readonly door: 'window' | 'password' | 'check'; readonly word: string }
	/** Consent stays with its owner (5.6-3). */
	| { readonly door: 'owner'; readonly sentence: string }
	| null;

const BY_PASSWORD = new Set(['password-refused', 'secret-broken', 'app-password-required']);

export function mendingDoor(line: LostLine, userId: string): MendingDoor {
	if (!line.mayChange) return null;
	if (line.grant) {
		const provider = vendorName(line.grant);
		return line.owner?.id === userId
			? { door: 'window', word: m.senders_mend_window({ provider }) }
			: { door: 'owner', sentence: m.senders_mend_owner({ name: line.owner?.name ?? '–', provider }) };
	}
	return BY_PASSWORD.has(line.errorCode ?? '')
		? { door: 'password', word: m.senders_mend_password() }
		: { door: 'check', word: m.senders_mend_check() };
}

/** Where a connection is gone on with: one's own beside one's profile, every other one among the settings. */
export function pageOfConnection(
	connectionId: string,
	{ kind, owner }: Pick<SenderLine, 'kind' | 'owner'>,
	userId: string,
): string {
	return kind === 'personal' && owner?.id === userId
		? '/profile/mailbox'
		: `/settings/mailboxes/connect/${connectionId}`;
}
