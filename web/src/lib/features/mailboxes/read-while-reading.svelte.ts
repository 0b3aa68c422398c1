import { invalidate } from '$app/navigation';
import type { MailboxReadingView } from '#domain/mailboxes/show/read-mailbox-reading.ts';
import { kindChanges } from '#lib/app/live/dependencies.ts';

/** How often a reading that goes on is looked at again, in milliseconds. */
const AGAIN = 2_000;

/** Keeps the count of a page live while its mailbox is read for the first time: each batch is too small to be announced. */
export function readWhileReading(reading: () => Pick<MailboxReadingView, 'state' | 'isListed'>): void {
	const isGoingOn = $derived(reading().state === 'reading' || !reading().isListed);
	$effect(() => {
		if (!isGoingOn) return;
		const timer = setInterval(() => void invalidate(kindChanges('mailbox')), AGAIN);
		return () => clearInterval(timer);
	});
}
