/** Paths of the pages and endpoints behind a mail: short and neutral, since blockers list those that name a tracker. */
const PATHS = { unsubscribe: '/u/', browser: '/b/', link: '/l/', pixel: '/o/' } as const;

/** What the pixel's address ends with: some programs load only what is named as a picture. */
export const PIXEL_SUFFIX = '.gif';

/** The address under which a ticket is used, at `base` (`https://liens.example.fr` or the installation's own address). */
export function ticketAddress(base: string, use: keyof typeof PATHS, ticket: string): string {
	return `${base.replace(/\/$/, '')}${PATHS[use]}${ticket}${use === 'pixel' ? PIXEL_SUFFIX : ''}`;
}
