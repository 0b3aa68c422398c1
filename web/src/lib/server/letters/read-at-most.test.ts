import { expect, it } from 'vitest';
import { readAtMost } from './read-at-most.ts';

/** A body that notes how much of it was taken. */
function bodyOf(parts: number[], announced?: number) {
	let taken = 0;
	const body = new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				const size = parts[taken++];
				if (size === undefined) controller.close();
				else controller.enqueue(new Uint8Array(size));
			},
		},
		{ highWaterMark: 0 },
	);
	const headers = new Headers(announced === undefined ? {} : { 'content-length': String(announced) });
	return { request: { headers, body } as Pick<Request, 'headers' | 'body'>, taken: () => taken };
}

it('reads a body whole', async () => {
	expect((await readAtMost(bodyOf([3, 4], 7).request, 10))?.byteLength).toBe(7);
});

it('takes nothing of a body that says that it is too long', async () => {
	const { request, taken } = bodyOf([30_000_000], 30_000_000);
	expect(await readAtMost(request, 3_000_000)).toBeUndefined();
	expect(taken()).toBe(0);
});

it('stops reading one that turns out to be too long, whatever it said', async () => {
	const { request, taken } = bodyOf([6, 6, 6, 6, 6], 5);
	expect(await readAtMost(request, 10)).toBeUndefined();
	expect(taken()).toBeLessThan(4);
});
