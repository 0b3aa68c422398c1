/** Pages and endpoints that stand behind a mail, what they are made of, and what a proxy asks to know that we live. */
const PATHS = ['/u/', '/b/', '/l/', '/o/', '/_app/', '/health'];

/** Whether an address of ours may be asked for under the subdomain of a subscription's links. */
export function isOfMail(url: string): boolean {
	return PATHS.some((path) => url.startsWith(path));
}
