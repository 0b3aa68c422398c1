import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { recompileTexts } from './recompile-texts.ts';
import { splitTexts } from './split-texts.ts';

/*
 * Vite's root is the repository's root (adapter-node reads package.json from the working directory);
 * the sources of the web app lie in web/. Words come compiled from texts/ (`npm run texts`).
 */
import { writeFileSync as w } from 'node:fs';
export default defineConfig({
	plugins: [
		{
			name: 'vis',
			generateBundle(_: any, bundle: any) {
				if (!(this as any).environment || (this as any).environment.name !== 'client') return;
				const out: any = {};
				for (const c of Object.values(bundle) as any[])
					if (c.type === 'chunk')
						out[c.fileName] = {
							imports: c.imports,
							dynamic: c.dynamicImports,
							facade: c.facadeModuleId,
							modules: Object.fromEntries(
								Object.entries(c.modules).map(([k, v]: any) => [
									k.replace('/tmp/rooms/acts/', ''),
									v.renderedLength,
								]),
							),
						};
				w('/tmp/rooms/vis.json', JSON.stringify(out));
			},
		},
		tailwindcss(),
		recompileTexts(),
		splitTexts(),
		sveltekit({
			compilerOptions: { runes: true },
			adapter: adapter({ out: '/tmp/rooms/vis-build' }),
			outDir: 'web/.svelte-kit-vis',
			files: { src: 'web/src', assets: 'web/static' },
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					// Floating panels are placed by style attributes.
					'style-src': ['self', 'unsafe-inline'],
					'img-src': ['self', 'data:'],
					'frame-src': ['self'],
					'object-src': ['none'],
					'base-uri': ['self'],
					'form-action': ['self'],
					'frame-ancestors': ['none'],
				},
			},
		}),
	],
});
