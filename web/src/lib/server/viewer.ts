/** Who asks: read once a request from the session, then from the product's own row (licence, name). */
import { isLanguage, type Language } from '#texts/language.ts';
import type { Services } from './services.ts';
import { sessionCookies, type SessionCookie } from './sign-in.ts';

interface SignedIn {
	/** Id of the sign-in's row, which owns the sessions. */
	signInId: string;
	sessionId: string;
	userId: string;
	email: string;
	firstName: string;
	lastName: string;
	language: Language;
}

/** A user of a subscription. */
export interface SubscriptionViewer extends SignedIn {
	kind: 'user';
	subscriptionId: string;
	subscriptionName: string;
	licence: 'responsable' | 'utilisateur';
	timeZone: string;
	/** Domain time of the request. */
	now: Date;
}

/** Support staff of the installation. */
export interface SupportViewer extends SignedIn {
	kind: 'support';
	timeZone: string;
	now: Date;
}

export type Viewer = SubscriptionViewer | SupportViewer;

/** Support has no subscription whose zone it could read in. */
const SUPPORT_TIME_ZONE = 'Europe/Paris';

/**
 * The person behind a request's cookies; null when nobody is signed in, or they were deactivated. `renew` gets the
 * cookies to set when the session was prolonged.
 */
export async function readViewer(
	services: Services,
	headers: Headers,
	renew: (cookies: SessionCookie[]) => void,
): Promise<Viewer | null> {
	if (!headers.has('cookie')) return null;
	const answer = await services.authentication.api.getSession({ headers, returnHeaders: true });
	if (!answer.response) return null;
	// Once a day a session that is used is prolonged, and its cookie with it.
	renew(sessionCookies(answer.headers));
	const { user, session } = answer.response;
	const signedIn = {
		signInId: user.id,
		sessionId: session.id,
		userId: user.userId,
		email: user.email,
		language: isLanguage(user.language) ? user.language : ('fr' as const),
	};
	const { subscriptionId } = user;
	if (!subscriptionId) {
		return services.database.inInstallation(async ({ db, at }) => {
			const row = await db.supportUser.findUnique({ where: { id: user.userId } });
			if (!row) return null;
			const { firstName, lastName } = row;
			return { kind: 'support', ...signedIn, firstName, lastName, timeZone: SUPPORT_TIME_ZONE, now: at };
		});
	}
	return services.database.inSubscription(subscriptionId, async ({ db, at }) => {
		const row = await db.user.findUnique({
			where: { subscriptionId_id: { subscriptionId, id: user.userId } },
			include: { subscription: { select: { name: true, timeZone: true } } },
		});
		if (!row || row.deactivatedAt) return null;
		return {
			kind: 'user',
			...signedIn,
			subscriptionId,
			subscriptionName: row.subscription.name,
			firstName: row.firstName,
			lastName: row.lastName,
			licence: row.licence,
			timeZone: row.subscription.timeZone,
			now: at,
		};
	});
}
