import type { Prisma } from '#prisma/generated/client/client.ts';

/** The mailboxes that somebody writes from: her own, and shared ones whose user she is (D-25). */
export const usedBy = (userId: string) =>
	({ deletedAt: null, users: { some: { userId } } }) satisfies Prisma.MailboxWhereInput;

/** Her own before shared ones, the oldest first: where nobody chose one. */
export const OWN_FIRST = [
	{ sender: { kind: 'asc' } },
	{ createdAt: 'asc' },
] satisfies Prisma.MailboxOrderByWithRelationInput[];
