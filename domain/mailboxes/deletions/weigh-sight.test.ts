import { describe, expect, it } from 'vitest';
import { weighSight, type MailPlace, type SeenFolder } from './weigh-sight.ts';

const place = (uid: number, folder = 'INBOX', uidValidity = 7n): MailPlace => ({ folder, uidValidity, uid });
const folder = (seen: Partial<SeenFolder> = {}): SeenFolder => ({
	uidValidity: 7n,
	mails: 3,
	lowestUid: 4,
	...seen,
});
const weigh = (
	last: MailPlace | null,
	found: MailPlace | undefined,
	{
		isMissing = false,
		inbox = folder(),
		shownSince = null,
	}: { isMissing?: boolean; inbox?: SeenFolder; shownSince?: Date | null } = {},
) =>
	weighSight({ last, isMissing, receivedAt: new Date('2026-03-02T09:00Z') }, found, {
		folders: new Map([['INBOX', inbox]]),
		shownSince,
	});

describe('a mail that lies in a folder', () => {
	it('is there, or was moved, or is back', () => {
		expect(weigh(place(5), place(5))).toEqual({ kind: 'there' });
		expect(weigh(place(5), place(1, 'Trash'))).toEqual({ kind: 'seen', place: place(1, 'Trash') });
		expect(weigh(place(5), place(5), { isMissing: true })).toEqual({ kind: 'seen', place: place(5) });
		expect(weigh(null, place(5))).toEqual({ kind: 'seen', place: place(5) });
	});
});

describe('a mail that lies in none', () => {
	it('is missing where its folder is the same as before', () => {
		expect(weigh(place(5), undefined)).toEqual({ kind: 'missing' });
		expect(weigh(place(5), undefined, { isMissing: true })).toEqual({ kind: 'missing' });
		// The last mail of a folder, as of a trash that was emptied.
		expect(weigh(place(5), undefined, { inbox: folder({ mails: 0, lowestUid: null }) })).toEqual({
			kind: 'missing',
		});
	});

	it('was not there before either, so that nobody knows when it went', () => {
		expect(weigh(null, undefined)).toEqual({ kind: 'unknown' });
	});

	it('proves nothing where its folder was made anew, or is gone', () => {
		expect(weigh(place(5), undefined, { inbox: folder({ uidValidity: 8n }) })).toEqual({ kind: 'unproven' });
		expect(weigh(place(5, 'Projets'), undefined)).toEqual({ kind: 'unproven' });
	});

	it('proves nothing where it is older than all that a large folder shows', () => {
		const part = folder({ mails: 1_000, lowestUid: 6 });
		expect(weigh(place(5), undefined, { inbox: part })).toEqual({ kind: 'unproven' });
		expect(weigh(place(7), undefined, { inbox: part })).toEqual({ kind: 'missing' });
		expect(weigh(place(5), undefined, { inbox: folder({ mails: 999, lowestUid: 6 }) })).toEqual({
			kind: 'missing',
		});
	});

	it('proves nothing where it may be archived in a folder of all mails that shows newer ones alone', () => {
		expect(weigh(place(5), undefined, { shownSince: new Date('2026-03-02T10:00Z') })).toEqual({
			kind: 'unproven',
		});
		expect(weigh(place(5), undefined, { shownSince: new Date('2026-03-02T08:00Z') })).toEqual({
			kind: 'missing',
		});
	});
});
