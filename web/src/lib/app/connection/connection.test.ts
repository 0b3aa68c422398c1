import { expect, it } from 'vitest';
import { answerOrSilence } from './answer-or-silence.ts';
import { Connection } from './connection.svelte.ts';
import { EndedSession } from './ended-session.svelte.ts';

/** A server that answers the questions in this order, the last answer for ever. */
function serverThat(...answers: boolean[]) {
	let asked = 0;
	const connection = new Connection(async () => answers[Math.min(asked++, answers.length - 1)]!, [1]);
	return { connection, asked: () => asked };
}

it('asks until the server answers, once for everybody who waits', async () => {
	const { connection, asked } = serverThat(false, false, true);
	const waits = [connection.untilAnswered(), connection.untilAnswered()];
	await new Promise((over) => setTimeout(over, 0));
	expect(connection.isThere).toBe(false);
	await Promise.all(waits);
	expect(connection.isThere).toBe(true);
	expect(asked()).toBe(3);
});

it('is never lost where the first question is answered', async () => {
	const { connection } = serverThat(true);
	await connection.untilAnswered();
	expect(connection.isThere).toBe(true);
	expect(await connection.answers()).toBe(true);
});

it('is lost at once when the browser says so, and asks again at once when it sees the network', async () => {
	const connection = new Connection(async () => !isOff, [3_600_000]);
	let isOff = true;
	connection.lost();
	expect(connection.isThere).toBe(false);
	await new Promise((over) => setTimeout(over, 0));
	isOff = false;
	connection.askNow();
	await connection.untilAnswered();
	expect(connection.isThere).toBe(true);
});

it('takes a request that nobody answers for silence once the server does not answer either', async () => {
	const never = () => new Promise<string>(() => {});
	let asked = 0;
	const connection = new Connection(async () => ++asked < 3, [3_600_000]);
	expect(await answerOrSilence(never, connection, 1)).toBeUndefined();
	expect(connection.isThere).toBe(false);
	expect(await answerOrSilence(() => Promise.reject(new Error('refused')), connection)).toBeUndefined();
	expect(await answerOrSilence(async () => 'answer', connection)).toBe('answer');
});

it('lets everybody who waits for a session go on with one sign-in', async () => {
	const session = new EndedSession();
	expect(await session.ask()).toBe(false);
	session.hasAsker = true;
	const [act, load] = [session.ask(), session.untilRenewed()];
	expect(session.isAsked).toBe(true);
	session.signedIn();
	expect(await act).toBe(true);
	await load;
	expect([session.isOver, session.isAsked, session.renewals]).toEqual([false, false, 1]);
});

it('keeps loads waiting where the person puts the sign-in off', async () => {
	const session = new EndedSession();
	session.hasAsker = true;
	let isLoaded = false;
	const load = session.untilRenewed().then(() => (isLoaded = true));
	const act = session.ask();
	session.putOff();
	expect(await act).toBe(false);
	expect([isLoaded, session.isOver, session.isAsked]).toEqual([false, true, false]);
	session.signedIn();
	await load;
	expect(isLoaded).toBe(true);
});
