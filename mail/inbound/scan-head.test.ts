import { describe, expect, it } from 'vitest';
import { correspondentsOfHead } from './correspondents-of-head.test-support.ts';
import { scanHead } from './scan-head.ts';

const scan = (text: string) => scanHead(Buffer.from(text.replaceAll('\n', '\r\n')));

describe('a quick look at a header', () => {
	it.each([
		'From: Hélène <helene@vertanse.example>\nTo: camille@cadrelune.example\n\n',
		'From: HELENE@Vertanse.Example\nTo: "Dérand, Camille" <camille@cadrelune.example>,\n x@y.example\n\n',
		'from: a@b.example (who says c@d.example)\nCC: Group: one@g.example, two@g.example;\n\n',
		'From: =?utf-8?q?H=C3=A9l=C3=A8ne?= <h@vertanse.example>\nReply-To:\n\tr@vertanse.example\n\n',
		'From: "odd@name"@vertanse.example\n\n',
		'From: <a@xn--caf-dma.example>\nTo: é@café.example\n\n',
		"From: o'brien@vertanse.example\n\n",
		'To: undisclosed-recipients:;\n\n',
		'',
	])('misses nobody whom a whole reading finds: %j', (text) => {
		const { addresses, isUnusual } = scan(text);
		if (isUnusual) return;
		expect(addresses).toEqual(expect.arrayContaining(correspondentsOfHead(text)));
	});

	it('finds the ids, folded ones too', () => {
		const { ids } = scan('Message-ID: <A@x>\nReferences: <one@x>\n <two@x>\nIn-Reply-To: <two@x>\n\n');
		expect(new Set(ids)).toEqual(new Set(['a@x', 'one@x', 'two@x']));
	});

	it('knows who wrote it, and our own field', () => {
		const own = scan('From: A <a@x.example>\nTo: b@y.example\nX-Refrain-Send: 1\n\n');
		expect(own).toMatchObject({ writers: ['a@x.example'], isOurs: true });
		expect(scan('To: b@y.example\n\n')).toMatchObject({ writers: [], isOurs: false });
	});

	it('leaves what is long to a whole reading', () => {
		expect(scan(`To: ${'a@b.example,'.repeat(2_000)}\n\n`).isUnusual).toBe(true);
	});
});
