import { expect, it } from 'vitest';
import { letterSchema, USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import { pictureOfIssue } from './picture-of-issue.ts';

const letter = letterSchema.parse({
	type: 'doc',
	attrs: { ...USUAL_COLOURS, reason: '' },
	content: [
		{
			type: 'paragraph',
			content: [
				{ type: 'variable', attrs: { name: 'salutation', fallback: '' } },
				{ type: 'variable', attrs: { name: 'contact.prenom', fallback: 'vous & vous' } },
				{ type: 'text', text: ' lisez ' },
				{
					type: 'text',
					text: 'le détail',
					marks: [{ type: 'link', attrs: { href: 'https://atelier.example/detail' } }],
				},
			],
		},
	],
});

it('a picture greets nobody in particular, says fallbacks, and what is measured of it leads and loads nowhere', async () => {
	const html = await pictureOfIssue(
		{ letter, subject: 'Bonjour', previewText: '', imprint: 'Cadrelune', language: 'fr' },
		'https://refrain.example/i/',
	);
	expect(html).toContain('Bonjour,vous &#38; vous');
	expect(html).toContain('href="#link-1"');
	expect(html).not.toContain('atelier.example');
	const targets = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, target]) => target!);
	expect(targets.filter((target) => !/^(#|data:)/.test(target))).toEqual([]);
});
