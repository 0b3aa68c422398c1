import { describe, expect, it } from 'vitest';
import { mailOfLine, newestLineOfMail } from './mail-of-line.ts';

const line = (id: string, kind: string, sendId: string | null, messageId: string | null = null) => ({
	id,
	kind,
	sendId,
	messageId,
	isWithheld: false,
});

describe('the mail under a line', () => {
	const lines = [
		line('absence', 'absence-received', 'send', 'message'),
		line('sent', 'mail-sent', 'reply'),
		line('uncertain', 'step-uncertain', 'send'),
		line('written', 'mail-written', 'reply'),
	];
	const newest = newestLineOfMail(lines);
	const mailOf = (one: (typeof lines)[number]) => mailOfLine(one, (id) => newest.get(id) === one.id);

	it('stands once in a conversation, and an answer to a mail does not hide it', () => {
		expect(lines.map((one) => mailOf(one)?.id)).toEqual(['message', 'reply', 'send', undefined]);
	});

	it('of which the reader may know nothing is not offered', () => {
		expect(mailOf({ ...lines[0]!, isWithheld: true })).toBeUndefined();
	});

	it('is open where it is part of the conversation', () => {
		expect(mailOf(lines[0]!)?.shown).toBe(false);
		expect(mailOf(lines[1]!)?.shown).toBe(true);
		expect(mailOf(line('reply', 'reply-received', null, 'answer'))?.shown).toBe(true);
	});
});
