import type { AuthenticationDatabase } from './authentication-database.ts';

/** A signed-in device as its owner sees it: never the session's token. */
export interface SignedInDevice {
	id: string;
	current: boolean;
	openedAt: Date;
	/** Last use that was written down (once a day). */
	seenAt: Date;
	userAgent: string | null;
}

/** The devices on which a person is signed in, newest first. `signInId` is the id of the sign-in's own user row. */
export async function listSessions(
	database: AuthenticationDatabase,
	signInId: string,
	currentSessionId: string,
): Promise<SignedInDevice[]> {
	const sessions = await database.session.findMany({
		where: { userId: signInId, expiresAt: { gt: new Date() } },
		select: { id: true, createdAt: true, updatedAt: true, userAgent: true },
		orderBy: { createdAt: 'desc' },
	});
	return sessions.map((session) => ({
		id: session.id,
		current: session.id === currentSessionId,
		openedAt: session.createdAt,
		seenAt: session.updatedAt,
		userAgent: session.userAgent,
	}));
}

/** Which of these sessions are still open: neither signed out nor run out. */
export async function openSessionsAmong(
	database: AuthenticationDatabase,
	sessionIds: readonly string[],
): Promise<Set<string>> {
	const open = await database.session.findMany({
		where: { id: { in: [...sessionIds] }, expiresAt: { gt: new Date() } },
		select: { id: true },
	});
	return new Set(open.map(({ id }) => id));
}

/** Signs one device of this person out, at once. False when it was not theirs, or no longer there. */
export async function revokeSession(
	database: AuthenticationDatabase,
	signInId: string,
	sessionId: string,
): Promise<boolean> {
	const { count } = await database.session.deleteMany({ where: { id: sessionId, userId: signInId } });
	return count > 0;
}

/** Signs out every device of this person but one. Answers how many. */
export async function revokeOtherSessions(
	database: AuthenticationDatabase,
	signInId: string,
	keepSessionId: string,
): Promise<number> {
	const { count } = await database.session.deleteMany({
		where: { userId: signInId, id: { not: keepSessionId } },
	});
	return count;
}
