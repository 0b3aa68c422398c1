import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliveryLimits } from '#platform/limits.ts';
import { Office } from '#tests/environment/office.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('due-since');
	await office.watch({});
});
afterAll(() => office?.close());

it.each([
	{
		what: 'keeps the instant that its row has just said',
		ago: deliveryLimits.overdueAfter / 4,
		isKept: true,
	},
	{
		what: 'is due since now where it would be taken for overdue',
		ago: deliveryLimits.overdueAfter,
		isKept: false,
	},
])('a step that leaves $what', async ({ ago, isKept }) => {
	const { id } = await office.engaged({ delays: [0] });
	const said = await office.tx(async ({ db, at }) => {
		const nextLookAt = new Date(at.getTime() - ago);
		const says = { state: 'running', reason: 'step-delay', nextLookAt, plannedAt: nextLookAt } as const;
		await db.engagement.updateMany({ where: { id }, data: says });
		return nextLookAt;
	});
	expect(await office.look(id)).toMatchObject({ kind: 'go' });
	const { nextLookAt, plannedAt } = await office.run(id);
	expect(plannedAt).toEqual(nextLookAt);
	if (isKept) expect(nextLookAt).toEqual(said);
	else expect(nextLookAt!.getTime()).toBeGreaterThan(said.getTime());
});
