/** Pages that anybody may open: signing in, unsubscribing, images of mails, a letter in the browser, the links of invitations, of the first start and to administrators, and where
 * providers send people back to. */
const PUBLIC = [
	'/sign-in',
	'/u',
	'/i',
	'/b',
	'/invitation',
	'/found',
	'/consent',
	'/connect/callback',
	'/trpc',
	'/health',
];

/** True for an address that needs no sign-in (its procedures check rights of their own). */
export function isPublicPath(pathname: string): boolean {
	return PUBLIC.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
