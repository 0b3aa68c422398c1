import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepImage } from '#domain/newsletters/content/images/keep-image.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { imageLimits } from '#platform/newsletter-limits.ts';
import { Office } from '#tests/environment/office.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { forgetImages } from './forget-images.ts';

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64',
);
const { unusedFor, lookedForEvery } = imageLimits;

let office: Office;
let pool: DispatchPool;
beforeAll(async () => {
	office = await Office.open('images');
	pool = openDispatchPool(office.ownerUrl);
});
afterAll(async () => {
	await pool?.close();
	await office?.close();
});

const keep = (content = Buffer.concat([PNG, randomBytes(8)])) =>
	office.tx((tx) => keepImage(tx, { title: 'arret.png', content }));
const names = () =>
	office.tx(async ({ db }) =>
		(await db.letterImage.findMany({ select: { name: true } })).map(({ name }) => name),
	);

it('an image goes once no letter and no issue has shown it for long enough, and no other one', async () => {
	const again = Buffer.concat([PNG, randomBytes(8)]);
	const [inLetter, inIssue, inDeleted, unused, wanted] = [
		...[await keep(), await keep(), await keep(), await keep()],
		await keep(again),
	] as const;
	const shows = (file: string) => ({ type: 'doc', content: [{ type: 'image', attrs: { file } }] });
	await office.tx(async (tx) => {
		const { newsletterId: kept } = await createIssue(tx, { ownerId: office.ines.userId });
		const { issueId, newsletterId: deleted } = await createIssue(tx, { ownerId: office.ines.userId });
		await tx.db.newsletter.updateMany({ where: { id: kept }, data: { content: shows(inLetter.file) } });
		await tx.db.newsletter.updateMany({
			where: { id: deleted },
			data: { content: shows(inDeleted.file), deletedAt: tx.at },
		});
		await tx.db.newsletterIssue.updateMany({
			where: { id: issueId },
			data: { content: shows(inIssue.file) },
		});
	});
	expect(await forgetImages(pool)).toBe(0);
	await office.advance(unusedFor - lookedForEvery);
	expect(await forgetImages(pool), 'too soon').toBe(0);
	await keep(again);
	await office.advance(2 * lookedForEvery);
	expect(await forgetImages(pool)).toBe(2);
	expect((await names()).toSorted()).toEqual([inLetter.file, inIssue.file, wanted.file].toSorted());
	expect(await names()).not.toContain(unused.file);
	await office.advance(unusedFor + 2 * lookedForEvery);
	expect(await forgetImages(pool)).toBe(1);
	expect((await names()).toSorted()).toEqual([inLetter.file, inIssue.file].toSorted());
});
