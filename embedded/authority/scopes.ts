import type { Vendor } from './account.ts';

/** Which scope lets one in by which protocol. */
const OF_PROTOCOL: Readonly<Record<Vendor, Readonly<Record<'imap' | 'smtp', string>>>> = {
	microsoft: {
		imap: 'https://outlook.office.com/IMAP.AccessAsUser.All',
		smtp: 'https://outlook.office.com/SMTP.Send',
	},
	google: { imap: 'https://mail.google.com/', smtp: 'https://mail.google.com/' },
};

const IDENTITY = new Set(['openid', 'profile', 'email', 'offline_access']);

export const scopeFor = (vendor: Vendor, protocol: 'imap' | 'smtp') => OF_PROTOCOL[vendor][protocol];

/** The scopes of a query or a form, without repetition. */
export const scopesOf = (text: string | null) => [...new Set((text ?? '').split(' ').filter(Boolean))];

/** Those of a resource, without who one is. */
export const resourceScopes = (scopes: readonly string[]) => scopes.filter((scope) => !IDENTITY.has(scope));

/** Whether all of them belong to one resource. */
export function isOneResource(scopes: readonly string[]): boolean {
	const resources = resourceScopes(scopes).map((scope) =>
		URL.canParse(scope) ? new URL(scope).host : scope,
	);
	return new Set(resources).size <= 1;
}
