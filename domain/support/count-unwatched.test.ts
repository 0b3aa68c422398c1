import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { countUnwatched } from './count-unwatched.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('unwatched');
});
afterAll(() => office.close());

it.each<[string, Parameters<Office['watch']>[0], number]>([
	['read a moment ago', {}, 0],
	['nobody proved for an hour that it is read', { provenAgo: 3_600_000 }, 1],
	['lost: its owner must mend it', { provenAgo: 3_600_000, lost: true }, 0],
])('%s', async (_, state, count) => {
	await office.watch(state);
	expect(await office.database.asSupport((tx) => countUnwatched(tx))).toBe(count);
});
