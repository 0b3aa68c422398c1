import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Licence, MailboxState } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import { cleanSignature, type SignatureRemark } from './clean-signature.ts';

/** *Mon profil*: one's own row. */
export interface Profile {
	id: string;
	email: string;
	firstName: string;
	lastName: string;
	function: string | null;
	phone: string | null;
	licence: Licence;
	signatureHtml: string;
	signatureRemarks: SignatureRemark[];
	/** C1-52; null: never. */
	treatedAfterHours: number | null;
	mailboxes: { id: string; address: string; state: MailboxState; errorCode: string | null }[];
}

/** One's own profile. */
export async function readProfile(tx: Transaction, actor: Actor): Promise<Profile> {
	const user = await tx.db.user.findFirst({
		where: { id: actor.userId },
		include: {
			mailboxes: {
				where: { deletedAt: null },
				select: { id: true, address: true, state: true, errorCode: true },
			},
		},
	});
	if (!user) throw new Refusal('not-found', 'missing');
	const { id, email, firstName, lastName, phone, licence, signatureHtml, treatedAfterHours, mailboxes } =
		user;
	return {
		id,
		email,
		firstName,
		lastName,
		function: user.function,
		phone,
		licence,
		signatureHtml,
		signatureRemarks: cleanSignature(signatureHtml).remarks,
		treatedAfterHours,
		mailboxes,
	};
}
