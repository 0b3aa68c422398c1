import type { Transaction } from '#platform/database/database.ts';
import type { Licence, MailboxState } from '#prisma/generated/client/client.ts';

/** A colleague, as the team list and every choice of a person show her. */
export interface TeamMember {
	id: string;
	firstName: string;
	lastName: string;
	email: string;
	function: string | null;
	phone: string | null;
	licence: Licence;
	deactivatedAt: Date | null;
	/** State of her own mailbox; null: none connected. */
	mailbox: { id: string; state: MailboxState } | null;
}

/** An invitation that nobody has accepted yet. */
export interface PendingInvitation {
	id: string;
	email: string;
	firstName: string;
	lastName: string;
	licence: Licence;
	/** Wall clock. */
	expiresAt: Date;
}

/** The users of the subscription, by name. */
export async function listTeam(tx: Transaction): Promise<TeamMember[]> {
	const users = await tx.db.user.findMany({
		orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }, { id: 'asc' }],
		select: {
			id: true,
			firstName: true,
			lastName: true,
			email: true,
			function: true,
			phone: true,
			licence: true,
			deactivatedAt: true,
			mailboxes: {
				where: { deletedAt: null, sender: { kind: 'personal' } },
				take: 1,
				select: { id: true, state: true },
			},
		},
	});
	return users.map(({ mailboxes, ...user }) => ({ ...user, mailbox: mailboxes[0] ?? null }));
}

/** The invitations that still wait, newest first; expired ones too, so that they can be sent anew. */
export async function listInvitations(tx: Transaction): Promise<PendingInvitation[]> {
	return tx.db.invitation.findMany({
		where: { acceptedAt: null },
		orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
		select: { id: true, email: true, firstName: true, lastName: true, licence: true, expiresAt: true },
	});
}
