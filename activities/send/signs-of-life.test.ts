import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refOf, SendRig } from '#tests/crash/send-rig.ts';

let rig: SendRig;
beforeAll(async () => {
	rig = await SendRig.open({ heartbeat: 30 });
});
afterAll(() => rig?.close());

it('gives signs of life until its mail is filed in Sent, however long that takes', async ({
	onTestFinished,
}) => {
	const sockets: Socket[] = [];
	const silent = createServer((socket) => void sockets.push(socket.on('error', () => {})));
	silent.listen(0, '127.0.0.1');
	onTestFinished(() => void silent.close());
	await once(silent, 'listening');
	const { port } = silent.address() as AddressInfo;
	const contact = await rig.engage('anybody', { imapPort: port, filesSent: 'no' });

	let beats = 0;
	let heard = () => {};
	const look = rig.run(rig.activities.performStep, refOf(contact), () => {
		beats += 1;
		heard();
	});
	await once(silent, 'connection');
	expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'accepted' });
	const before = beats;
	await new Promise<void>((resolve) => {
		heard = () => {
			if (beats >= before + 3) resolve();
		};
	});
	sockets.forEach((socket) => socket.destroy());
	expect(await look).toMatchObject({ reason: 'closing-delay' });
});
