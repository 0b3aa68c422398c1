import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { subscriptionOfIssue } from './subscription-of-issue.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('issue-of');
});
afterAll(() => office?.close());

it('answers the subscription of an issue to whoever stands in none yet, and nothing where there is no such issue', async () => {
	const { issueId } = await office.tx((tx) => createIssue(tx, { ownerId: office.ines.userId }));
	expect(await subscriptionOfIssue(office.database, issueId)).toBe(office.subscriptionId);
	expect(await subscriptionOfIssue(office.database, randomUUID())).toBeUndefined();
});

it('shows nothing else of the issue: its row stays invisible there', async () => {
	await office.tx((tx) => createIssue(tx, { ownerId: office.ines.userId }));
	expect(await office.database.inInstallation(({ db }) => db.newsletterIssue.count())).toBe(0);
});
