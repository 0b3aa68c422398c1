import type { Transaction } from '#platform/database/database.ts';
import type { UnsubscribeCause } from './unsubscribe-causes.ts';

/** A newsletter that a contact gets, or would: what her sheet and *Inscrire à une newsletter* show. */
export interface ContactNewsletter {
	readonly id: string;
	readonly title: string;
	readonly isActive: boolean;
	/** Null: she was never in its list. */
	readonly subscription: {
		readonly since: Date;
		/** Null: she gets it. */
		readonly unsubscribed: { readonly at: Date; readonly cause: UnsubscribeCause } | null;
	} | null;
	/** When the next issue leaves; null: none is planned. */
	readonly nextAt: Date | null;
}

/** All newsletters that are not deleted, with what a contact has of each; those she gets first. They are few: no pages. */
export async function newslettersOfContact(tx: Transaction, contactId: string): Promise<ContactNewsletter[]> {
	const rows = await tx.db.newsletter.findMany({
		where: { deletedAt: null },
		select: {
			...{ id: true, title: true, activatedAt: true, nextAt: true },
			subscribers: {
				where: { contactId },
				select: { subscribedAt: true, unsubscribedAt: true, unsubscribeCause: true },
			},
		},
		orderBy: [{ title: 'asc' }, { id: 'asc' }],
	});
	const lines = rows.map(({ activatedAt, subscribers: [hers], ...row }): ContactNewsletter => ({
		...row,
		isActive: activatedAt !== null,
		subscription: hers
			? {
					since: hers.subscribedAt,
					unsubscribed:
						hers.unsubscribedAt && hers.unsubscribeCause
							? { at: hers.unsubscribedAt, cause: hers.unsubscribeCause as UnsubscribeCause }
							: null,
				}
			: null,
	}));
	const gets = ({ subscription }: ContactNewsletter) => Number(subscription?.unsubscribed === null);
	return lines.sort((one, other) => gets(other) - gets(one));
}
