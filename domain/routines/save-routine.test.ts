import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { listRoutines } from './list-routines.ts';
import { saveRoutine, type RoutineForm } from './save-routine.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('routines');
});
afterAll(() => office.close());

it('brings two forms that began from the same routine together; the same field is refused', async () => {
	const { camille, ines } = office;
	const began: RoutineForm = {
		title: 'Ateliers',
		description: null,
		userIds: [camille.userId, ines.userId],
		defaultForUserIds: [],
	};
	const { id } = await office.tx((tx) => saveRoutine(tx, began));
	const save = (changes: Partial<RoutineForm>) =>
		office.tx((tx) => saveRoutine(tx, { ...began, ...changes, id, base: { ...began } }));
	await save({ title: 'Ateliers du Nord' });
	await save({ description: 'Sites de production', userIds: began.userIds.toReversed() });
	const line = (await office.tx((tx) => listRoutines(tx, ines))).find((one) => one.id === id);
	expect(line).toMatchObject({ title: 'Ateliers du Nord', description: 'Sites de production' });
	expect(line?.users).toHaveLength(2);
	await expect(save({ title: 'Ateliers du Sud' })).rejects.toThrow('changed-meanwhile');
});
