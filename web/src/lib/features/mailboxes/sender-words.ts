import { appliedLimit } from '#domain/pace/provider-limit.ts';
import type { SenderLine } from '#domain/mailboxes/show/sender-table.ts';
import { moment, number, relative, since, type Reader } from '#texts/format.ts';
import { bareFault } from '#texts/connection.ts';
import { m } from '#texts/generated/messages.js';
import { mailboxFault } from '#texts/mailbox-faults.ts';
import { vendorName } from '#texts/providers.ts';
import { runReasonSentence } from '#texts/run-reasons.ts';

/** How its state is marked: its word and the colour of a run's state. */
export function senderState(line: Pick<SenderLine, 'state' | 'isCaughtUp' | 'of'>): {
	readonly word: string;
	readonly tone: 'good' | 'running' | 'blocked' | 'quiet';
} {
	switch (line.state) {
		case 'synchronised':
			return line.isCaughtUp
				? { word: m.mailbox_state_synchronised(), tone: 'good' }
				: { word: m.senders_state_first_reading(), tone: 'running' };
		case 'lost':
			return { word: m.mailbox_state_lost(), tone: 'blocked' };
		case 'refused':
			return { word: m.mailbox_state_refused(), tone: 'blocked' };
		case 'error':
			return { word: m.mailbox_state_error(), tone: 'blocked' };
		case 'ready':
			return { word: m.senders_state_ready(), tone: 'good' };
		case 'no-replies':
			return { word: m.senders_state_no_replies(), tone: 'blocked' };
		case 'blocked':
			return { word: m.senders_state_blocked(), tone: 'blocked' };
		case 'connecting':
			return { word: m.senders_state_connecting(), tone: 'quiet' };
		case 'configuring':
			return { word: m.mailbox_state_configuring(), tone: 'quiet' };
	}
}

/** Beside the state, where that is worth saying. */
export function besideState(line: SenderLine): string {
	if (line.of === 'relay') return line.repliesTo ? m.senders_replies_in({ address: repliesAt(line) }) : '';
	return line.state === 'synchronised' && line.isCaughtUp && !line.unwatchedSince ? m.senders_watched() : '';
}

/** Where they go, in short beside an address of the same domain. */
function repliesAt({ address, repliesTo }: SenderLine): string {
	const domain = address.slice(address.indexOf('@') + 1);
	return repliesTo?.endsWith(`@${domain}`) ? repliesTo.slice(0, -domain.length) : (repliesTo ?? '');
}

/** When it was certainly read, or its server found good, last. @param wall the reader on the wall clock. */
export function lastSign(line: SenderLine, reader: Reader, wall: Reader): string {
	if (line.of === 'relay')
		return line.testedAt ? m.senders_tested_at({ moment: moment(line.testedAt, reader) }) : '–';
	if (line.of === 'connection') return '';
	return line.provenAt ? m.senders_read_at({ ago: relative(line.provenAt, wall) }) : m.senders_never_read();
}

/** Who keeps it, and how much of what that allows is applied (5.7-14). */
export function serverAndLimit(line: SenderLine, reader: Reader): string {
	if (!line.server) return '–';
	const own = line.of === 'relay' ? line.server : m.connect_custom();
	const server = line.grant ? vendorName(line.grant) : own;
	const limit = appliedLimit(line);
	return limit === null ? server : m.senders_limit({ server, limit: number(limit, reader.language) });
}

/** What is wrong, whole; null: nothing is. */
export function senderSentence(line: SenderLine, reader: Reader): string | null {
	if (line.of === 'connection') {
		if (!line.reason) return null;
		const where = runReasonSentence(line.reason, { since: line.since, until: line.until }, reader);
		const fault = line.errorCode && bareFault(line.errorCode, reader);
		return fault ? `${where} ${fault}` : where;
	}
	if (line.state === 'no-replies') return m.senders_no_replies();
	if (line.state === 'lost') {
		const fault = line.errorCode ? mailboxFault(line.errorCode, line, reader) : '';
		const lost = line.since ? m.senders_lost({ since: since(line.since, reader) }) : '';
		const waiting = line.live > 0 ? m.senders_waiting({ count: line.live }) : '';
		return [lost, fault, waiting].filter(Boolean).join(' ') || null;
	}
	if (line.unwatchedSince) return m.mailbox_unwatched_since({ since: since(line.unwatchedSince, reader) });
	if (line.state === 'refused' && line.since)
		return m.mailbox_refusal_since({ since: since(line.since, reader) });
	return null;
}
