import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

describe('parseAddress', () => {
	it.each([
		['camille.ronsavel@Ardelouse.EXAMPLE', 'camille.ronsavel@ardelouse.example', false],
		[' a+b@x.example ', 'a+b@x.example', false],
		["o'neil@x.example", "o'neil@x.example", false],
		['info@société.example', 'info@xn--socit-esab.example', false],
		['élodie@x.example', 'élodie@x.example', true],
	])('%j is %s', (typed, address, needsSmtpUtf8) =>
		expect(parseAddress(typed)).toMatchObject({ address, needsSmtpUtf8 }),
	);

	it.each([
		'',
		'a',
		'@x.example',
		'a@',
		'a@b',
		'a@127.0.0.1',
		'a@[127.0.0.1]',
		'a b@x.example',
		'a@x.example,b@y.example',
		'victim@x.example,other@x.example <a@b.example>',
		'a@x.example\r\nRCPT TO:<evil@y.example>',
		'a@x.example>\r\nRCPT TO:<evil@y.example',
		'"a b"@x.example',
		'.a@x.example',
		'a..b@x.example',
		'a@x..example',
		'a@-x.example',
		'a@x.example.',
		'a@x_y.example',
		'a@x.example/y',
		`${'a'.repeat(65)}@x.example`,
		`a@${'x.'.repeat(130)}example`,
		'<a@x.example>',
		'a@x@y.example',
	])('%j is no address', (typed) => expect(parseAddress(typed)).toBeUndefined());
});
