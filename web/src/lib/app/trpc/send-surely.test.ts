import { expect, it } from 'vitest';
import { sendSurely, type Outcome } from './send-surely.ts';

const answered: Outcome<string> = { kind: 'answered', answer: 'done' };
const failed = (kind: 'refused' | 'signed-out' | 'broken' | 'silent'): Outcome<string> => ({
	kind,
	failure: new Error(kind),
});

/** Sends through what happens to each try; tells what the page saw meanwhile. */
function send(outcomes: Outcome<string>[], { isAct = true, signsIn = true } = {}) {
	const told: string[] = [];
	let tries = 0;
	const connection = {
		unconfirmed: 0,
		answers: async () => true,
		untilAnswered: async () => void told.push(`waits, ${connection.unconfirmed} unconfirmed`),
	};
	const sent = sendSurely(async () => outcomes[Math.min(tries++, outcomes.length - 1)]!, {
		isAct,
		connection,
		session: { ask: async () => (told.push('asks for the password'), signsIn) },
		pause: async () => undefined,
		isOver: () => false,
	});
	return { sent, told, tries: () => tries, connection };
}

it('sends an act again whose answer was lost, and says meanwhile that it is not confirmed', async () => {
	const { sent, told, tries, connection } = send([failed('silent'), failed('silent'), answered]);
	expect(await sent).toBe('done');
	expect(tries()).toBe(3);
	expect(told).toEqual(['waits, 1 unconfirmed', 'waits, 1 unconfirmed']);
	expect(connection.unconfirmed).toBe(0);
});

it('waits with a question too, of which nothing has to be confirmed', async () => {
	const { sent, told } = send([failed('silent'), answered], { isAct: false });
	expect(await sent).toBe('done');
	expect(told).toEqual(['waits, 0 unconfirmed']);
});

it('sends again once the person has signed in, and not where she puts it off', async () => {
	const again = send([failed('signed-out'), answered]);
	expect(await again.sent).toBe('done');
	expect(again.told).toEqual(['asks for the password']);
	const not = send([failed('signed-out'), answered], { signsIn: false });
	await expect(not.sent).rejects.toThrow('signed-out');
	expect(not.tries()).toBe(1);
});

it('asks once more where the server broke, for an act may have been done, and says what is so then', async () => {
	expect(await send([failed('broken'), answered]).sent).toBe('done');
	const twice = send([failed('broken'), failed('broken'), answered]);
	await expect(twice.sent).rejects.toThrow('broken');
	expect(twice.tries()).toBe(2);
	const question = send([failed('broken'), answered], { isAct: false });
	await expect(question.sent).rejects.toThrow('broken');
});

it('takes a refusal for an answer', async () => {
	const { sent, tries } = send([failed('refused'), answered]);
	await expect(sent).rejects.toThrow('refused');
	expect(tries()).toBe(1);
});

it('gives up on a server that is there and never answers the call', async () => {
	const { sent, tries, connection } = send([failed('silent')]);
	await expect(sent).rejects.toThrow('silent');
	expect(tries()).toBe(8);
	expect(connection.unconfirmed).toBe(0);
});
