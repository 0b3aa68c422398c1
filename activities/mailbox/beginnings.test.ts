import { expect, it } from 'vitest';
import { Beginnings } from './beginnings.ts';
import { FewAtOnce } from './few-at-once.ts';
import { HostPace } from './host-pace.ts';

const HERE = 'mail.example:993';
const passed = () => new Promise((resolve) => setImmediate(resolve));

it('a mailbox of a host whose turn is far is not read before, nobody of another host waits for it', async () => {
	// One place to read, and one turn an hour.
	const beginnings = new Beginnings(
		{ readings: new HostPace(1 / 3_600), logins: new HostPace(1_000) },
		new FewAtOnce(1),
	);
	const { signal } = new AbortController();
	const read: string[] = [];
	const rowsOf = (mailboxId: string) => async () => {
		read.push(mailboxId);
		return 'rows';
	};
	expect(await beginnings.read('a', signal, rowsOf('a'))).toBe('rows');
	await beginnings.connect('a', HERE, signal);
	// Its second watch takes the turn, its third waits for the next one.
	expect(await beginnings.read('a', signal, rowsOf('a'))).toBe('rows');

	const end = new AbortController();
	const again = beginnings.read('a', end.signal, rowsOf('a'));
	await passed();
	expect(read).toEqual(['a', 'a']);
	expect(await beginnings.read('b', signal, rowsOf('b'))).toBe('rows');
	await beginnings.connect('b', 'other.example:993', signal);
	end.abort();
	expect(await again).toBe('aborted');
	expect(read).toEqual(['a', 'a', 'b']);
});

it('each watch takes a turn of its host to connect, one of a mailbox that is known takes one to be read, too', async () => {
	const turns: string[] = [];
	const noting = (what: string) => {
		const pace = new HostPace(1);
		pace.turn = async (host) => void turns.push(`${what} ${host}`);
		return pace;
	};
	const beginnings = new Beginnings({ readings: noting('read'), logins: noting('login') }, new FewAtOnce(1));
	const { signal } = new AbortController();
	const watch = async (host: string) => {
		await beginnings.read('a', signal, async () => 'rows');
		await beginnings.connect('a', host, signal);
		return turns.splice(0);
	};
	expect(await watch('old')).toEqual(['login old']);
	expect(await watch('old')).toEqual(['read old', 'login old']);
	expect(await watch('new')).toEqual(['read old', 'login new']);
	expect(await watch('new')).toEqual(['read new', 'login new']);
	beginnings.forget('a');
	expect(await watch('new')).toEqual(['login new']);
});
