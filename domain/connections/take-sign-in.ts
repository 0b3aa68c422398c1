import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { connectionLimits } from '#platform/limits.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { askForConsent } from './ask-for-consent.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { keepUntil } from './access-of-connection.ts';
import { enterStage, FORGOTTEN, lockConnection } from './connection-row.ts';
import { deliveryOf, setDelivery } from './delivery-of-connection.ts';
import type { VisitPurpose } from './sign-in-visit.ts';
import { sealForConnection } from './connection-secrets.ts';

/** A provider says no (SignInFault of providers/sign-in); `code` is its own, never its words. */
export interface SignInRefused {
	readonly fault: string;
	readonly code: string;
}

/** What a provider says of Microsoft Graph while it lets one in to the mailbox. */
export type GraphAnswer =
	| {
			readonly kind: 'granted';
			readonly accessToken: string;
			readonly holds: number;
			readonly missing: number;
	  }
	| ({ readonly kind: 'refused' } & SignInRefused)
	| { readonly kind: 'unavailable' };

/** What a provider answered to a code, or to a grant that was to be renewed. Tokens stay in memory. */
export type SignInAnswer =
	| {
			readonly kind: 'granted';
			/** Who signed in; undefined: the grant was renewed. */
			readonly address: string | undefined;
			/** Permissions that were asked for and not given: at Google people untick them. */
			readonly missing: number;
			readonly accessToken: string;
			/** Milliseconds. */
			readonly holds: number;
			readonly grant: string;
			/** What was said of Microsoft Graph, where that was asked for too. */
			readonly graph?: GraphAnswer | undefined;
	  }
	| ({ readonly kind: 'refused'; readonly isPermanent: boolean } & SignInRefused)
	| { readonly kind: 'unavailable'; readonly code: string }
	/** What is kept was sealed under another master key. */
	| { readonly kind: 'broken'; readonly code: string };

/** Faults that an administrator of the person's organisation lifts by consenting for everybody. */
const NEEDS_ADMINISTRATOR = new Set(['consent-required', 'turned-back']);

/**
 * Takes over what a provider answered: the test begins, an administrator is asked, or the person is told what to do. An answer
 * that comes after the person chose another way changes nothing.
 *
 * @param purpose what was asked for.
 * @param vendor whom; undefined: nobody was asked, or it does not matter.
 */
export async function takeSignIn(
	tx: Transaction,
	envelopes: Envelopes,
	connectionId: string,
	answer: SignInAnswer,
	purpose: VisitPurpose,
	vendor?: string,
): Promise<void> {
	const row = await lockConnection(tx, connectionId);
	if (!row || row.endedAt || !isAsked(row)) return;
	// Another provider was chosen and came back before this one answered: its tokens are shown to nobody else.
	if (vendor !== undefined && vendor !== row.way) return;
	if (answer.kind === 'unavailable') return takeSilence(tx, row.id, row.grantSealed !== null);
	if (answer.kind === 'broken') return mend(tx, row, 'secret-broken');
	if (answer.kind === 'refused') return takeRefusal(tx, envelopes, row, answer, purpose);
	const fault = whatIsWrong(row, answer);
	if (fault) {
		await recordConnectionEvent(tx, connectionId, fault, {});
		return isBesides(row, purpose) ? stayWithout(tx, row, fault) : mend(tx, row, fault);
	}
	const { accessToken, grant, holds, graph } = answer;
	const byGraph = graph?.kind === 'granted' ? graph : undefined;
	const seal = (secret: string) => sealForConnection(envelopes, connectionId, secret);
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			...{ sealed: null, testId: null },
			...{ grantSealed: seal(grant), accessSealed: seal(accessToken) },
			graphSealed: byGraph ? seal(byGraph.accessToken) : null,
			...(answer.address === undefined ? {} : { failures: 0 }),
		},
	});
	await keepUntil(tx, connectionId, holds, byGraph?.holds);
	// A renewal chooses nothing: by which way mails leave may have been chosen while it was asked for.
	if (answer.address !== undefined)
		await setDelivery(tx, row, purpose === 'mail-and-graph' ? 'graph' : 'smtp');
	else if (deliveryOf(row.settings) === 'smtp') return beginTest(tx, connectionId);
	if (graph && graph.kind !== 'granted') return withoutGraph(tx, row, graph);
	if (byGraph && byGraph.missing > 0)
		return withoutGraph(tx, row, { kind: 'refused', fault: 'permissions-missing', code: 'scope' });
	await beginTest(tx, connectionId);
	if (answer.address !== undefined)
		await recordConnectionEvent(tx, connectionId, 'signed-in', accountBeside(row, answer.address));
}

function accountBeside({ address }: MailboxConnection, account: string): { account?: string } {
	return normaliseAddress(account) === address ? {} : { account };
}

const beginTest = (tx: Transaction, id: string) =>
	enterStage(tx, id, { stage: 'testing', reason: 'connect-testing' });

/** A code is being redeemed, or a grant renewed before a test; else its person went elsewhere meanwhile. */
const isAsked = ({ stage, grantSealed }: MailboxConnection) =>
	stage === 'signing' || (stage === 'testing' && grantSealed !== null);

/** A provider refuses: an administrator must act, or the person must. What a former consent brought is forgotten. */
export async function takeRefusal(
	tx: Transaction,
	envelopes: Envelopes,
	row: MailboxConnection,
	{ fault, code }: SignInRefused,
	purpose: VisitPurpose,
): Promise<void> {
	await recordConnectionEvent(tx, row.id, 'sign-in-refused', { fault, code });
	if (row.way === 'microsoft' && NEEDS_ADMINISTRATOR.has(fault))
		await askForConsent(tx, envelopes, row, purpose);
	else if (isBesides(row, purpose)) await stayWithout(tx, row, fault);
	else await mend(tx, row, fault);
}

/** Graph is asked for besides what reads the mailbox already. */
const isBesides = ({ grantSealed }: MailboxConnection, purpose: VisitPurpose) =>
	purpose === 'mail-and-graph' && grantSealed !== null;

/** Graph was asked for besides and is not to be had: what reads the mailbox is kept, and stands as it stood. */
async function stayWithout(tx: Transaction, row: MailboxConnection, fault: string): Promise<void> {
	const { id, nextLookAt } = row;
	await enterStage(tx, id, { stage: 'mending', reason: 'connect-refused', fault, nextLookAt });
}

/** One was let in to the mailbox, and not to Graph. */
async function withoutGraph(
	tx: Transaction,
	row: MailboxConnection,
	graph: Exclude<GraphAnswer, { kind: 'granted' }>,
): Promise<void> {
	if (graph.kind === 'unavailable') return takeSilence(tx, row.id, true);
	const { fault, code } = graph;
	await recordConnectionEvent(tx, row.id, 'graph-refused', { fault, code });
	await stayWithout(tx, row, fault);
}

/**
 * C1-08: a personal mailbox is its owner's; nothing may be missing of what reads and sends. At Microsoft a shared one may be opened by
 * somebody else's account (D-25): the test proves that it is, and writes in no other mailbox. At Google it is not.
 */
function whatIsWrong(
	{ address, isShared, way }: MailboxConnection,
	granted: Extract<SignInAnswer, { kind: 'granted' }>,
): 'permissions-missing' | 'other-account' | 'other-shared-account' | undefined {
	if (granted.missing > 0) return 'permissions-missing';
	if (granted.address === undefined || normaliseAddress(granted.address) === address) return undefined;
	if (!isShared) return 'other-account';
	return way === 'microsoft' ? undefined : 'other-shared-account';
}

/** The provider did not answer: what is kept is tried again; a code that may be used up is not. */
async function takeSilence(tx: Transaction, id: string, isKept: boolean): Promise<void> {
	const nextLookAt = isKept ? new Date(tx.at.getTime() + connectionLimits.againSoon) : null;
	const reason = nextLookAt ? 'connect-retrying' : 'connect-refused';
	await enterStage(tx, id, { stage: 'mending', reason, fault: 'provider-silent', nextLookAt });
}

async function mend(tx: Transaction, row: MailboxConnection, fault: string): Promise<void> {
	const { id } = row;
	// The outgoing server that it was typed for stays, and so does it: else the next token would be shown to that server.
	const smtpSealed = fault === 'secret-broken' ? null : row.smtpSealed && new Uint8Array(row.smtpSealed);
	await tx.db.mailboxConnection.updateMany({
		where: { id },
		data: { ...FORGOTTEN, smtpSealed, testId: null },
	});
	await enterStage(tx, id, { stage: 'mending', reason: 'connect-refused', fault });
}
