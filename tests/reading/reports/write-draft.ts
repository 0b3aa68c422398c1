import type { Draft } from './pieces.ts';

/** How texts are written on the wire: the same report with other bytes must be read the same. */
export const WIRES = ['utf-8 8bit', 'iso-8859-1 quoted-printable', 'utf-8 base64', 'html'] as const;
export type Wire = (typeof WIRES)[number];

/** Writes a draft as a mail's bytes. */
export function writeDraft({ head, body, multipart }: Draft, wire: Wire): Buffer {
	if (typeof body === 'string') return latin([...head, 'MIME-Version: 1.0', ...written(body, wire)]);
	const parts = body.flatMap(({ type, lines }) => [
		'--=_b',
		...(type === 'text/plain'
			? written(lines.join('\n'), wire)
			: [`Content-Type: ${type}`, '', ...lines.map(utf8)]),
	]);
	return latin([
		...head,
		'MIME-Version: 1.0',
		`Content-Type: multipart/${multipart}; boundary="=_b"`,
		'',
		...parts,
		'--=_b--',
		'',
	]);
}

function written(text: string, wire: Wire): string[] {
	switch (wire) {
		case 'utf-8 8bit':
			return [
				'Content-Type: text/plain; charset=utf-8',
				'Content-Transfer-Encoding: 8bit',
				'',
				...utf8(text).split('\n'),
			];
		case 'iso-8859-1 quoted-printable':
			return [
				'Content-Type: text/plain; charset=iso-8859-1',
				'Content-Transfer-Encoding: quoted-printable',
				'',
				...quotedPrintable(text.replaceAll('’', "'")),
			];
		case 'utf-8 base64':
			return [
				'Content-Type: text/plain; charset=utf-8',
				'Content-Transfer-Encoding: base64',
				'',
				...Buffer.from(text)
					.toString('base64')
					.match(/.{1,76}/g)!,
			];
		case 'html':
			return [
				'Content-Type: text/html; charset=utf-8',
				'Content-Transfer-Encoding: 8bit',
				'',
				`<html><body>${utf8(escaped(text)).replaceAll('\n', '<br>\r\n')}</body></html>`,
			];
	}
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const escaped = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const latin = (lines: readonly string[]) =>
	Buffer.from(
		lines.map((line) => ([...line].some((letter) => letter > '\xff') ? utf8(line) : raw(line))).join('\r\n'),
		'latin1',
	);
/** Header lines with accents stand as raw UTF-8, as many systems write them. */
const raw = (line: string) =>
	/^(Subject|From): .*[à-ÿÀ-ß]/.test(line) && !/Ã/.test(line) ? utf8(line) : line;

function quotedPrintable(text: string): string[] {
	return text.split('\n').flatMap((line) => {
		const coded = line.replace(
			/[^\x20-\x3c\x3e-\x7e]/g,
			(letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
		);
		return (coded.match(/(?:=[0-9A-F]{2}|[^=]){1,24}/g) ?? ['']).map((piece, index, all) =>
			index < all.length - 1 ? `${piece}=` : piece,
		);
	});
}
