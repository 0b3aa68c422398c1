import type { Login, PresetServer } from './preset.ts';

/** IMAP under TLS (RFC 8314). */
export const imaps = (host: string, login: Login = 'address'): PresetServer => ({
	host,
	port: 993,
	security: 'tls',
	login,
});

/** Submission under TLS (RFC 8314). */
export const submissions = (host: string, login: Login = 'address'): PresetServer => ({
	host,
	port: 465,
	security: 'tls',
	login,
});

/** Submission that turns to TLS by STARTTLS (RFC 6409). */
export const submission = (host: string, login: Login = 'address'): PresetServer => ({
	host,
	port: 587,
	security: 'starttls',
	login,
});
