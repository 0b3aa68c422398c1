import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { AccountSecrets } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** Seals a password, a provider's grant or an access token for a connection: it opens under that connection's name only. */
export function sealForConnection(
	envelopes: Envelopes,
	connectionId: string,
	secret: string,
): Uint8Array<ArrayBuffer> {
	return new Uint8Array(envelopes.seal(secret, contextOf(connectionId)));
}

/** The passwords that were typed for it. @returns undefined where none is kept. @throws SealBroken */
export function openTypedSecrets(
	envelopes: Envelopes,
	{ id, sealed, smtpSealed }: Pick<MailboxConnection, 'id' | 'sealed' | 'smtpSealed'>,
): AccountSecrets | undefined {
	if (!sealed) return undefined;
	const open = (bytes: Uint8Array) => openForConnection(envelopes, id, bytes);
	return { imap: open(sealed), smtp: smtpSealed ? open(smtpSealed) : undefined };
}

/** Opens one thing that was sealed for a connection. @throws SealBroken */
export function openForConnection(envelopes: Envelopes, connectionId: string, sealed: Uint8Array): string {
	return envelopes.open(sealed, contextOf(connectionId)).toString();
}

const contextOf = (connectionId: string) => `connect:${connectionId}`;
