import type { ConnectionView } from '#domain/connections/read-connection.ts';
import { domainOf } from './connection-state.ts';

/** What a line of the test found that support may read: versions, codes and ports, never a folder's name. */
const TOLD = ['status', 'version', 'port', 'answering', 'validUntil'];

/**
 * What support needs to go on where a person stands (C1-33): what was tried, where, when, with what result. In codes, the same
 * in each language; without the part of the address before its @, names to sign in with, passwords or tokens.
 */
export function reportOf(connection: ConnectionView): string {
	const { address, settings, provider, way, stage, reason, fault, since, nextLookAt } = connection;
	const local = address.slice(0, address.indexOf('@'));
	const at = (instant: Date) => instant.toISOString();
	const server = (side: 'imap' | 'smtp') => {
		const one = settings?.[side];
		return one ? `${one.host}:${one.port} ${one.security}` : '-';
	};
	const lines = [
		`connection ${connection.id}`,
		`domain ${domainOf(address)}`,
		`provider ${provider ?? '-'}, sign-in ${way ?? '-'}, sending ${settings?.delivery ?? '-'}`,
		`imap ${server('imap')}`,
		`smtp ${server('smtp')}`,
		`stage ${stage}, ${reason}${fault ? `, ${fault}` : ''}, since ${at(since)}`,
		`next try ${nextLookAt ? at(nextLookAt) : '-'}`,
		'',
		'test',
		...connection.checks.map(({ check, state, code, milliseconds, details }) =>
			[
				`  ${check}: ${state}`,
				code,
				...TOLD.filter((key) => details[key] !== undefined).map((key) => `${key} ${details[key]}`),
				milliseconds === null ? null : `${milliseconds} ms`,
			]
				.filter(Boolean)
				.join(', '),
		),
		'',
		'history',
		...connection.history.map(({ at: when, kind, data }) =>
			[`  ${at(when)} ${kind}`, data['provider'], data['check'], data['fault'], data['code']]
				.filter(Boolean)
				.join(', '),
		),
	];
	// A person may type her own address where a server is asked for.
	const own = new RegExp(`(?<![\\w.-])${RegExp.escape(local)}(?![\\w.-])`, 'gi');
	return lines
		.join('\n')
		.replace(/\S+/g, (word) => (word.includes('@') ? `…${word.slice(word.lastIndexOf('@'))}` : word))
		.replace(own, '…');
}
