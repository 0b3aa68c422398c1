/** A mailbox that was given another account, whose server counts its mails as the one before did (UIDVALIDITY and UID). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { vacatePlaces } from '#domain/mailboxes/vacate-places.ts';
import { Office } from '#tests/environment/office.ts';
import { LetterBox } from './letters.test-support.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('another-account');
	await office.watch({});
});
afterAll(() => office.close());

it('takes its first mail for a new one, after each change, and ends the run that it answers', async () => {
	for (let account = 0; account < 3; account++) {
		// Its mails are counted from 1.
		const letters = new LetterBox(office);
		const { id, address, sendId } = await letters.engaged();
		const reply = { from: address, fields: [`In-Reply-To: <${sendId}@cadrelune.example>`] };
		expect(await letters.takeIn(await letters.watch(), reply)).toMatchObject({ kind: 'stored' });
		expect((await office.run(id)).state).toBe('succeeded');
		await office.tx((tx) => vacatePlaces(tx, office.mailboxId));
		await letters.close();
	}
});
