import { expect, it } from 'vitest';
import { NamesUnavailable } from '#platform/network/names.ts';
import { askTrackingDomain } from './ask-tracking-domain.ts';

const HOST = 'liens.atelier.example';
const policy = {
	kind: 'sandbox',
	host: 'localhost',
	address: '127.0.0.1',
	ports: [],
	authority: '',
} as const;
const names = (alias: string | undefined, addresses: string[] = []) => ({
	alias: () => Promise.resolve(alias),
	addresses: () => Promise.resolve(addresses),
});
const ask = (asked: ReturnType<typeof names>) =>
	askTrackingDomain(HOST, 'refrain.example', { names: asked, policy });

it('says what is wrong with a name before anything is connected', async () => {
	expect(await ask(names(undefined))).toBe('no-name');
	expect(await ask(names('elsewhere.example'))).toBe('other-alias');
});

it('takes no silence of a name server for a fault of the name', async () => {
	const silent = { ...names(undefined), alias: () => Promise.reject(new NamesUnavailable('ETIMEOUT')) };
	expect(await ask(silent)).toBe('silent');
});

it('connects through the guard alone: a host that it refuses is out of reach, also where it hides its alias', async () => {
	expect(await ask(names('refrain.example'))).toBe('unreachable');
	expect(await ask(names(undefined, ['192.0.2.1']))).toBe('unreachable');
});
