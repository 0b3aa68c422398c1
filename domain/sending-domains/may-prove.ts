import type { Actor } from '#domain/values/actor.ts';
import type { SenderOfDomain } from './senders-of-domain.ts';

/**
 * Whether somebody may have a sender proven by a mail: one's own, and for a *responsable* all, relays too (Z-03). A mail to
 * another address that an account writes under would come to a mailbox that nobody reads here.
 */
export function mayProve(
	actor: Actor,
	{ ownerId, kind, mailboxId }: Pick<SenderOfDomain, 'ownerId' | 'kind' | 'mailboxId'>,
): boolean {
	return (
		(kind === 'relay' || mailboxId !== null) && (ownerId === actor.userId || actor.licence === 'responsable')
	);
}
