import type { SenderLine } from '#domain/mailboxes/show/sender-table.ts';
import type { SenderGroup } from '#domain/mailboxes/show/sender-views.ts';
import { m } from '#texts/generated/messages.js';
import { pageOfConnection } from './mending.ts';

/** What each group of the table is called. */
export const GROUP_WORDS: Record<SenderGroup, () => string> = {
	'to-mend': m.senders_view_mend,
	personal: m.senders_view_personal,
	shared: m.senders_view_shared,
	relay: m.senders_view_relay,
};

/** The lines that were read, by group, in their order. */
export function groupsOf(
	rows: readonly SenderLine[],
): { readonly group: SenderGroup; readonly lines: SenderLine[] }[] {
	const groups = new Map<SenderGroup, SenderLine[]>();
	for (const line of rows) groups.set(line.group, [...(groups.get(line.group) ?? []), line]);
	return [...groups].map(([group, lines]) => ({ group, lines }));
}

/** The page on which a line is set up. */
export function senderHref(line: SenderLine, userId: string): string {
	if (line.of === 'connection') return pageOfConnection(line.id, line, userId);
	return line.of === 'relay' ? `/settings/mailboxes/relays/${line.id}` : `/settings/mailboxes/${line.id}`;
}
