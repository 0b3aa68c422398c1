import { describe, expect, it } from 'vitest';
import { timeLanes, type LaneHour } from './time-lanes.ts';

const zone = 'Europe/Paris';
const clicked = (at: string, clicks = 1): LaneHour => ({
	...{ at: new Date(at), clicks, replies: 0, unsubscriptions: 0, machines: 0 },
});
const lanes = (from: string, until: string, ...hours: LaneHour[]) => {
	const { slice, slices } = timeLanes(hours, { from: new Date(from), until: new Date(until), zone });
	return {
		slice,
		starts: slices.map((one) => one.from.toISOString()),
		clicks: slices.map((one) => one.clicks),
	};
};

describe('slices of time', () => {
	it('are hours for two days, quarters of a day for ten, days beyond', () => {
		const from = '2026-12-01T08:30:00Z';
		expect(lanes(from, '2026-12-03T08:30:00Z').slice).toBe('hour');
		expect(lanes(from, '2026-12-08T08:30:00Z').slice).toBe('quarter');
		expect(lanes(from, '2026-12-20T08:30:00Z').slice).toBe('day');
	});

	it('have no gap, begin by local clocks, and hold every hour once', () => {
		const read = lanes(
			'2026-12-01T08:30:00Z',
			'2026-12-04T10:00:00Z',
			clicked('2026-12-01T08:00:00Z', 3),
			clicked('2026-12-02T23:00:00Z', 2),
		);
		expect(read.starts.slice(0, 4)).toEqual([
			...['2026-12-01T05:00:00.000Z', '2026-12-01T11:00:00.000Z'],
			...['2026-12-01T17:00:00.000Z', '2026-12-01T23:00:00.000Z'],
		]);
		expect(read.starts).toHaveLength(13);
		expect(read.clicks).toEqual([3, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
	});

	it('begin at the same local hour across a change of the clock, both ways', () => {
		const autumn = lanes('2026-10-24T10:00:00Z', '2026-10-27T10:00:00Z').starts;
		expect(autumn.slice(2, 5)).toEqual([
			'2026-10-24T22:00:00.000Z',
			'2026-10-25T05:00:00.000Z',
			'2026-10-25T11:00:00.000Z',
		]);
		const spring = lanes('2027-03-27T12:00:00Z', '2027-04-20T12:00:00Z').starts;
		expect(spring.slice(0, 3)).toEqual([
			'2027-03-26T23:00:00.000Z',
			'2027-03-27T23:00:00.000Z',
			'2027-03-28T22:00:00.000Z',
		]);
	});

	it('of an hour: the hour that a clock shows twice is two slices', () => {
		const { slice, starts, clicks } = lanes(
			'2026-10-24T23:30:00Z',
			'2026-10-25T03:30:00Z',
			clicked('2026-10-25T00:00:00Z'),
			clicked('2026-10-25T01:00:00Z'),
		);
		expect([slice, starts.length, clicks]).toEqual(['hour', 5, [0, 1, 1, 0, 0]]);
	});

	it('go on to what came after the observation', () => {
		const { clicks } = lanes('2026-12-01T08:30:00Z', '2026-12-08T08:30:00Z', clicked('2026-12-30T09:00:00Z'));
		expect(clicks.at(-1)).toBe(1);
	});
});
