import { expect, test } from 'vitest';
import { createLogger } from './logging.ts';

function linesOf(speak: (log: ReturnType<typeof createLogger>) => void): string {
	let written = '';
	speak(createLogger('test', { destination: { write: (line: string) => void (written += line) } }));
	return written;
}

test('ids and codes are kept', () => {
	const line = JSON.parse(linesOf((log) => log.info({ sendId: 's-1' }, 'accepted')));
	expect(line).toMatchObject({ part: 'test', sendId: 's-1', msg: 'accepted' });
});

test('no address, text or secret reaches the log, wherever it was put', () => {
	const written = linesOf((log) => {
		log.info(
			{ email: 'a@b.example', mail: { subject: 'Canary', deep: { html: 'Canary' } }, password: 'Canary' },
			'x',
		);
		log.error(
			{ err: new Error('550 <claire.d@acme.example>: no such user') },
			'refused for claire.d@acme.example',
		);
	});
	expect(written).not.toMatch(/Canary|acme\.example|b\.example/);
	expect(written).toContain('<address>');
	expect(written).toContain('550');
});
