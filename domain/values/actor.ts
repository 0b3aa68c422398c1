import type { Licence } from '#prisma/generated/client/client.ts';

/** Who acts. Rights are checked against the licence; `bySupport` says that `userId` names a support user (5.6-25). */
export interface Actor {
	readonly subscriptionId: string;
	readonly userId: string;
	readonly licence: Licence;
	readonly bySupport?: boolean;
	/** Of support: why, as the subscription reads it (D-22). */
	readonly motive?: string;
}
