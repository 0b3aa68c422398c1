import { describe, expect, it } from 'vitest';
import { frameDocument, remoteImagesIn } from './frame-document.ts';

const html = '<p>Bonjour</p><img alt="" data-src="https://a.example/p.gif" />';

describe('frameDocument', () => {
	it('leaves pictures from elsewhere off', () => {
		const page = frameDocument(html, { remoteImages: false });
		expect(page).toContain("default-src 'none'; img-src data:;");
		expect(page).not.toMatch(/ src="https/);
		expect(remoteImagesIn(html)).toBe(1);
	});

	it('lets them in where the reader asked for them, and nothing else', () => {
		const page = frameDocument(html, { remoteImages: true });
		expect(page).toContain('src="https://a.example/p.gif"');
		expect(page).toContain("default-src 'none'; img-src data: https:;");
	});
});
