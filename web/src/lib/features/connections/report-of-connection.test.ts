/** What is handed to support says what was tried, and no secret (C1-33). */
import { expect, it } from 'vitest';
import type { ConnectionView } from '#domain/connections/read-connection.ts';
import { reportOf } from './report-of-connection.ts';

/** Each place of a connection that may hold what nobody else is to read. */
const CANARIES = ['camille.aubrelle', 'canary-login', 'canary-folder', 'canary-name', 'canary-data'];
const at = new Date('2026-11-26T13:33:00Z');
const server = (host: string, port: number) => ({
	...{ host, port, security: 'tls' as const, user: 'canary-login' },
});
const VIEW: ConnectionView = {
	id: 'a0000000-0000-4000-8000-000000000000',
	address: 'camille.aubrelle@cadrelune.example',
	owner: { id: 'owner', name: 'canary-name' },
	...{
		isOwn: true,
		isShared: false,
		relay: null,
		mailboxId: null,
		stage: 'mending',
		reason: 'connect-retrying',
	},
	...{ fault: 'port-blocked', since: at, nextLookAt: at, provider: null, way: 'password', recognition: null },
	settings: {
		imap: server('imap.cadrelune.example', 993),
		// What people type into the wrong field.
		smtp: server('camille.aubrelle@cadrelune.example', 465),
		delivery: 'smtp',
	},
	keptOutgoing: null,
	openedBy: null,
	mayRetry: true,
	checks: [
		{ check: 'inbox', state: 'ok', milliseconds: 96, code: null, details: { folder: 'canary-folder' } },
		{
			...{ check: 'firewall', state: 'failed', milliseconds: 5_000, code: 'port-blocked' },
			details: { server: 'camille.aubrelle@cadrelune.example', port: 465, answering: '993, 443' },
		},
	],
	history: [
		{
			id: '2',
			at,
			kind: 'sign-in-refused',
			by: 'canary-name',
			data: { code: 'AADSTS53003', x: 'canary-data' },
			fate: null,
		},
		{ id: '1', at, kind: 'begun', by: 'canary-name', data: {}, fate: null },
	],
};

it('says what was tried, where, when and with what result, and nothing that is somebody’s own', () => {
	const report = reportOf(VIEW);
	for (const said of [
		...['domain cadrelune.example', 'imap imap.cadrelune.example:993 tls', '2026-11-26T13:33:00.000Z'],
		...['firewall: failed, port-blocked, port 465, answering 993, 443, 5000 ms', 'AADSTS53003'],
	])
		expect(report).toContain(said);
	for (const canary of CANARIES) expect(report).not.toContain(canary);
});

it('of one that is only begun says so', () => {
	expect(
		reportOf({ ...VIEW, settings: null, checks: [], history: [], nextLookAt: null, fault: null }),
	).toContain('next try -');
});
