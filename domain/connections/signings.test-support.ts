import { randomUUID } from 'node:crypto';
import type { DeliveryWay } from '#domain/mailboxes/connection-settings.ts';
import { endConnectionTest, openConnectionTest, recordCheck } from '#domain/mailboxes/run-connection-test.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { Office } from '#tests/environment/office.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { beginConnection } from './begin-connection.ts';
import { chooseProvider } from './choose-provider.ts';
import { lookAtConnection } from './look-at-connection.ts';
import { takeQuestion } from './provider-question.ts';
import { readConnection } from './read-connection.ts';
import { recordRecognition } from './record-recognition.ts';
import { returnFromProvider } from './return-from-provider.ts';
import { beginVisit, type VisitPurpose, type VisitReturn } from './sign-in-visit.ts';
import { takeSignIn, type SignInAnswer } from './take-sign-in.ts';

/** Somebody who connects a mailbox at Microsoft. */
export interface Signing {
	readonly actor: Actor;
	readonly address: string;
	readonly id: string;
	readonly sessionId: string;
}

const server = { host: 'outlook.example', port: 993, security: 'tls' as const, user: 'someone' };
/** What is looked for is an address alone. */
const NOT_NAMED = { provider: null };

export const granted = (address: string | undefined, change: object = {}): SignInAnswer => ({
	...{ kind: 'granted', address, missing: 0, accessToken: 'the-token', holds: 3_600_000, grant: 'the-grant' },
	...change,
});
export const refused = (run: Promise<unknown>) =>
	run.then(
		() => undefined,
		(error: Error) => error.message,
	);

/** What people, providers and tests do to connections of an office. */
export function signingsOf(office: Office, envelopes: Envelopes) {
	/** Somebody at the door of Microsoft's window. */
	async function atTheDoor(domain = 'cadrelune.example'): Promise<Signing> {
		const address = `${randomUUID().slice(0, 8)}@${domain}`;
		const userId = await office.tx((tx) => createUser(tx, { email: address }));
		const actor: Actor = { subscriptionId: office.subscriptionId, userId, licence: 'utilisateur' };
		const { connectionId: id } = await office.tx((tx) => beginConnection(tx, actor, { language: 'fr' }));
		await office.tx((tx) =>
			recordRecognition(tx, id, NOT_NAMED, {
				...{ steps: [], foundBy: 'exchanger', isProven: true, obstacle: null },
				accounts: [
					{
						...{
							provider: 'microsoft-365',
							ways: ['microsoft'],
							imap: server,
							smtp: { ...server, port: 587 },
						},
						...{ isElsewhere: false, passwordPage: null, dailyLimit: null },
					},
				],
			}),
		);
		return { actor, address, id, sessionId: randomUUID() };
	}

	const leave = ({ actor, id, sessionId }: Signing, delivery?: DeliveryWay) =>
		office.tx((tx) => beginVisit(tx, envelopes, actor, { connectionId: id, sessionId, delivery }));
	const comeBack = (
		{ actor, sessionId }: Pick<Signing, 'actor' | 'sessionId'>,
		state: string,
		returned: VisitReturn = { kind: 'code', code: 'the-code' },
	) =>
		office.tx((tx) => returnFromProvider(tx, envelopes, actor, { sessionId, state, read: () => returned }));
	const elsewhere = ({ actor, id }: Signing) =>
		office.tx((tx) => chooseProvider(tx, actor, { connectionId: id, provider: 'ovh' }));
	const question = ({ id }: Signing) => office.tx((tx) => takeQuestion(tx, envelopes, id));
	const answer = ({ id }: Signing, said: SignInAnswer, purpose: VisitPurpose = 'mail') =>
		office.tx((tx) => takeSignIn(tx, envelopes, id, said, purpose));
	const look = ({ id }: Signing) => office.tx((tx) => lookAtConnection(tx, envelopes, id));
	const read = ({ actor, id }: Signing) => office.tx((tx) => readConnection(tx, actor, id));
	const rowOf = ({ id }: Signing) =>
		office.tx(({ db }) => db.mailboxConnection.findFirstOrThrow({ where: { id } }));

	/** @param failing code of a fault, and of which lines; without them: of all. */
	async function runTest({ id }: Signing, failing?: string, of?: string): Promise<boolean> {
		const { testId } = await rowOf({ id } as Signing);
		const open = await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
		const lines = await office.tx(({ db }) =>
			db.connectionCheck.findMany({ where: { testId: testId! }, orderBy: { position: 'desc' } }),
		);
		for (const { check } of lines) {
			const found =
				failing && (!of || of === check)
					? { state: 'failed' as const, code: failing as never }
					: { state: 'ok' as const };
			await office.tx((tx) =>
				recordCheck(tx, testId!, { check: check as never, milliseconds: 1, details: {}, ...found }),
			);
		}
		await office.tx((tx) => endConnectionTest(tx, testId!));
		return open!.isToken && open!.secrets.imap === 'the-token';
	}

	/** In the test of what a consent opened. */
	async function signedIn(domain?: string): Promise<Signing> {
		const signing = await atTheDoor(domain);
		const { state } = await leave(signing);
		await comeBack(signing, state);
		await question(signing);
		await answer(signing, granted(signing.address));
		return signing;
	}
	return { atTheDoor, signedIn, leave, comeBack, elsewhere, question, answer, look, read, rowOf, runTest };
}
