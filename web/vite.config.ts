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
export default defineConfig({
	plugins: [
		tailwindcss(),
		recompileTexts(),
		splitTexts(),
		sveltekit({
			compilerOptions: { runes: true },
			adapter: adapter({ out: 'build' }),
			outDir: 'web/.svelte-kit',
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
