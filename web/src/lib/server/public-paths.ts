/** Pages that anybody may open: signing in, unsubscribing, the links of invitations and of the first start. */
const PUBLIC = ['/sign-in', '/u', '/invitation', '/found', '/trpc', '/health'];

/** True for an address that needs no sign-in (its procedures check rights of their own). */
export function isPublicPath(pathname: string): boolean {
	return PUBLIC.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
