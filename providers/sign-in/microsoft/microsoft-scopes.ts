import type { Purpose, Resource } from '../sign-in-answer.ts';

/** Who one is, and that one is remembered: they belong to no resource. */
const IDENTITY = ['openid', 'profile', 'email', 'offline_access'];

/** One access token is for one resource; the same grant gives one for each. */
export const SCOPES: Readonly<Record<Resource, readonly string[]>> = {
	mail: ['https://outlook.office.com/IMAP.AccessAsUser.All', 'https://outlook.office.com/SMTP.Send'],
	graph: ['https://graph.microsoft.com/Mail.ReadWrite', 'https://graph.microsoft.com/Mail.Send'],
	'shared-graph': [
		'https://graph.microsoft.com/Mail.ReadWrite.Shared',
		'https://graph.microsoft.com/Mail.Send.Shared',
	],
};

/** What a person's or an administrator's consent is asked for: it may be for several resources at once. */
export function consentScopes(purpose: Purpose): string[] {
	const ofGraph = {
		mail: [],
		'mail-and-graph': SCOPES.graph,
		'mail-and-shared-graph': SCOPES['shared-graph'],
	};
	return [...SCOPES.mail, ...ofGraph[purpose]];
}

/** The same with what only a person grants. */
export function signInScopes(purpose: Purpose): string[] {
	return [...IDENTITY, ...consentScopes(purpose)];
}
