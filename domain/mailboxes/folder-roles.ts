/** What a folder may be for (G-12), in the order in which they are shown. */
export const FOLDER_ROLES = ['inbox', 'sent', 'junk', 'drafts', 'trash', 'archive'] as const;

export type FolderRole = (typeof FOLDER_ROLES)[number];

/** The Inbox is the server's own (RFC 3501, 5.1): nobody chooses another. */
export const CHOSEN_ROLES = ['sent', 'junk', 'drafts', 'trash', 'archive'] as const;

export type ChosenRole = (typeof CHOSEN_ROLES)[number];

export const isChosenRole = (role: string | null): role is ChosenRole =>
	(CHOSEN_ROLES as readonly (string | null)[]).includes(role);

const OF_SPECIAL_USE: Readonly<Record<string, FolderRole>> = {
	'\\Inbox': 'inbox',
	'\\Sent': 'sent',
	'\\Junk': 'junk',
	'\\Drafts': 'drafts',
	'\\Trash': 'trash',
	'\\Archive': 'archive',
};

/** The role of a folder with this special use (RFC 6154); null: it has none of them. */
export const roleOfSpecialUse = (specialUse: string | null): FolderRole | null =>
	(specialUse !== null && OF_SPECIAL_USE[specialUse]) || null;

/** Whether the mails of a folder are read at all (docs/design/imap.md#folders). */
export const isReadRole = (role: string | null) => role !== 'drafts' && role !== 'trash';
