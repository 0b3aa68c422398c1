import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refetches } from './refetches.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose fetches take so many milliseconds; remembers when each began, by the fake clock. */
function page(takes = 0) {
	const from = performance.now();
	const begun: number[] = [];
	const refetches = new Refetches(async () => {
		begun.push(performance.now() - from);
		await new Promise((resolve) => setTimeout(resolve, takes));
	});
	return { refetches, begun };
}

it('shows a first change at once, with what its commit changed beside', async () => {
	const { refetches, begun } = page();
	refetches.ask();
	await vi.advanceTimersByTimeAsync(20);
	refetches.ask();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(begun).toEqual([50]);
});

it('fetches once more, within a second, whatever number of changes followed the first', async () => {
	const { refetches, begun } = page();
	for (let change = 0; change < 5_000; change++) {
		refetches.ask();
		if (change % 10 === 0) await vi.advanceTimersByTimeAsync(1);
	}
	await vi.advanceTimersByTimeAsync(10_000);
	expect(begun).toEqual([50, 1_050]);
});

it('fetches once a second while changes never end', async () => {
	const { refetches, begun } = page(100);
	for (let step = 0; step < 500; step++) {
		refetches.ask();
		await vi.advanceTimersByTimeAsync(10);
	}
	expect(begun).toEqual([50, 1_050, 2_050, 3_050, 4_050]);
});

it('never fetches twice at once: what changes during a slow refetch gives exactly one more', async () => {
	const { refetches, begun } = page(3_000);
	refetches.ask();
	await vi.advanceTimersByTimeAsync(500);
	for (let change = 0; change < 100; change++) refetches.ask();
	await vi.advanceTimersByTimeAsync(2_500);
	expect(begun).toEqual([50]);
	await vi.advanceTimersByTimeAsync(20_000);
	expect(begun).toEqual([50, 3_100]);
});

it('does not loop: a refetch that nothing follows is the last', async () => {
	const { refetches, begun } = page(10);
	refetches.ask();
	await vi.advanceTimersByTimeAsync(600_000);
	expect(begun).toEqual([50]);
	expect(vi.getTimerCount()).toBe(0);
});

it('goes on after a refetch that failed, and after one that was never answered', async () => {
	const begun: string[] = [];
	const fates = ['fails', 'hangs', 'answers'];
	const refetches = new Refetches(async () => {
		const fate = fates[begun.length]!;
		begun.push(fate);
		if (fate === 'fails') throw new Error('no network');
		if (fate === 'hangs') await new Promise(() => {});
	});
	for (let change = 0; change < 3; change++) {
		refetches.ask();
		await vi.advanceTimersByTimeAsync(12_000);
	}
	expect(begun).toEqual(fates);
});

it('begins nothing once it is stopped, and can be asked again', async () => {
	const { refetches, begun } = page();
	refetches.ask();
	refetches.stop();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(begun).toEqual([]);
	refetches.ask();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(begun).toEqual([10_050]);
});
