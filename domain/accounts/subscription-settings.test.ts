import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { changeSubscriptionSettings, readSubscriptionSettings } from './subscription-settings.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('settings');
});
afterAll(() => office.close());

const began = {
	onlyResponsablesWriteSequences: false,
	recentEngagementDays: 30,
	latenessHours: 48,
	lateBatchSize: 20,
	language: 'fr' as 'fr' | 'en',
};
const save = (changes: Partial<typeof began>, base?: typeof began) =>
	office.tx((tx) => changeSubscriptionSettings(tx, { ...began, ...changes, base }));
const stored = () => office.tx(readSubscriptionSettings);

it('of two people who began from the same ones are brought together; the same one is refused', async () => {
	await save({});
	await save({ latenessHours: 24 }, began);
	await save({ lateBatchSize: 5 }, began);
	expect(await stored()).toMatchObject({ latenessHours: 24, lateBatchSize: 5 });
	await expect(save({ latenessHours: 72 }, began)).rejects.toThrow('changed-meanwhile');
	expect(await stored()).toMatchObject({ latenessHours: 24 });
});

it('of two people who save at once lose neither change in silence', async () => {
	await save({});
	const both = await Promise.allSettled([
		save({ recentEngagementDays: 10 }, began),
		save({ lateBatchSize: 3 }, began),
	]);
	const { recentEngagementDays, lateBatchSize } = await stored();
	const kept = [recentEngagementDays === 10, lateBatchSize === 3];
	expect(both.map(({ status }) => status === 'fulfilled')).toEqual(kept);
});
