import type { ImapFlow } from 'imapflow';

/** A namespace as the server tells it (RFC 2342), its prefix with the delimiter behind it. */
export interface Namespace {
	readonly prefix: string;
}

/** Whose folders lie where. A server without NAMESPACE tells no more than the first. */
export interface Namespaces {
	readonly personal: readonly Namespace[] | false | undefined;
	readonly other: readonly Namespace[] | false | undefined;
	readonly shared: readonly Namespace[] | false | undefined;
}

/**
 * Whether a folder is the account's own: those of other users and shared ones are somebody else's mail (RFC 2342). The longest
 * prefix decides, as a personal `INBOX.` lies within a shared namespace without a prefix. A server that names no namespaces
 * has own folders only.
 */
export function isOwnFolder(path: string, namespaces: Namespaces | undefined): boolean {
	if (!namespaces || path.toUpperCase() === 'INBOX') return true;
	const longestOf = (some: Namespaces['personal']) =>
		Math.max(
			-1,
			...(some || []).filter(({ prefix }) => liesIn(path, prefix)).map(({ prefix }) => prefix.length),
		);
	const own = longestOf(namespaces.personal);
	const foreign = Math.max(longestOf(namespaces.other), longestOf(namespaces.shared));
	// Who has no personal namespace has nothing but what a namespace without a prefix holds.
	return foreign <= own || (foreign === 0 && !namespaces.personal);
}

/** Paths that a person chose for what a folder is for; they win over what the server or a name says. */
export type FolderHints = Partial<Record<'sent' | 'junk' | 'drafts' | 'trash' | 'archive', string>>;

/** A folder as the server lists it. */
export interface ImapFolder {
	readonly path: string;
	/** `\\Inbox`, `\\Sent`, `\\Junk`, `\\Drafts`, `\\Trash`, `\\All`, `\\Archive` or null; each is one folder's at most. */
	readonly specialUse: string | null;
	/** Who says so: its server (RFC 6154), its name in some language, a person; null: nobody. */
	readonly usedBy: 'server' | 'name' | 'person' | null;
	readonly selectable: boolean;
	/** How many mails lie in it; null where that was not asked, or is not told. */
	readonly mails: number | null;
}

const SOURCES = { user: 'person', extension: 'server', name: 'name' } as const;

/**
 * The folders of an account that are its own. @param how.counted also how many mails lie in each; `how.foreign`: with those of
 * others that it lists.
 */
export async function listOwnFolders(
	client: ImapFlow,
	{
		hints = {},
		counted = false,
		foreign = false,
	}: { hints?: FolderHints; counted?: boolean; foreign?: boolean } = {},
): Promise<ImapFolder[]> {
	const { namespaces } = client;
	const listed = await client.list({
		specialUseHints: hints,
		...(counted ? { statusQuery: { messages: true } } : {}),
	});
	return listed
		.filter(({ path }) => foreign || isOwnFolder(path, namespaces as Namespaces | undefined))
		.map(({ path, specialUse, specialUseSource, flags, status }) => {
			const isInbox = path.toUpperCase() === 'INBOX';
			return {
				path,
				specialUse: isInbox ? '\\Inbox' : (specialUse ?? null),
				usedBy: isInbox ? 'server' : specialUse && specialUseSource ? SOURCES[specialUseSource] : null,
				selectable: ![...flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)),
				mails: status?.messages ?? null,
			};
		});
}

/** The folder that a namespace is called by lies in it too; its name may be in modified UTF-7, the path never is. */
function liesIn(path: string, prefix: string): boolean {
	return [prefix, decoded(prefix)].some(
		(one) => path.startsWith(one) || (one !== '' && path === one.slice(0, -1)),
	);
}

/** RFC 3501, 5.1.3. */
function decoded(name: string): string {
	return name.replace(/&([A-Za-z0-9+,]*)-/g, (_, written: string) => {
		if (written === '') return '&';
		const bytes = Buffer.from(written.replaceAll(',', '/'), 'base64');
		return bytes
			.subarray(0, bytes.length & ~1)
			.swap16()
			.toString('utf16le');
	});
}
