import type { Connection } from '#lib/app/connection/connection.svelte.ts';
import type { EndedSession } from '#lib/app/connection/ended-session.svelte.ts';
import { answerOrSilence } from '#lib/app/connection/answer-or-silence.ts';

/**
 * What one try of a call came to. `silent`: no answer of the server itself, so that nobody knows whether an act was done.
 * `broken`: the server met what nobody foresaw, perhaps after the act was done.
 */
export type Outcome<T> =
	{ kind: 'answered'; answer: T } | { kind: 'refused' | 'signed-out' | 'broken' | 'silent'; failure: Error };

export interface Ways {
	/** It may have changed something: while its answer is not known, the page says so. */
	isAct: boolean;
	connection: Pick<Connection, 'answers' | 'untilAnswered' | 'unconfirmed'>;
	session: Pick<EndedSession, 'ask'>;
	/** Waits between two tries, in milliseconds. */
	pause: (milliseconds: number) => Promise<void>;
	/** True once nobody waits for the answer any more. */
	isOver: () => boolean;
}

/** A server that answers its health but not the call is asked so often. */
const TRIES = 8;
const FIRST_PAUSE = 150;

/**
 * Sends a call until its answer is known: again when the connection is back, when the person has signed in again, and
 * once where the server broke. An act is the same request each time, which the server does once (answer-once.ts).
 *
 * @throws what the last try failed with.
 */
export async function sendSurely<T>(sendOnce: () => Promise<Outcome<T>>, ways: Ways): Promise<T> {
	const { connection, session, isAct } = ways;
	let isUnconfirmed = false;
	let mayBreak = isAct;
	try {
		for (let tries = 1; ; tries++) {
			const outcome = (await answerOrSilence(sendOnce, connection)) ?? SILENT;
			if (outcome.kind === 'answered') return outcome.answer;
			const { kind, failure } = outcome;
			if (ways.isOver() || kind === 'refused') throw failure;
			if (kind === 'signed-out') {
				if (!(await session.ask())) throw failure;
				continue;
			}
			if (tries >= TRIES || (kind === 'broken' && !mayBreak)) throw failure;
			if (kind === 'broken') mayBreak = false;
			if (isAct && !isUnconfirmed) {
				isUnconfirmed = true;
				connection.unconfirmed++;
			}
			if (kind === 'silent') await connection.untilAnswered();
			await ways.pause(FIRST_PAUSE * tries);
		}
	} finally {
		if (isUnconfirmed) connection.unconfirmed--;
	}
}

const SILENT = { kind: 'silent', failure: new Error('no answer') } as const;
