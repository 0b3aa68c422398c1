/**
 * Compiles the Paraglide project into `texts/generated/` (git-ignored), without Vite, so that screens,
 * activities and tests read the same words. Run it as `npm run texts`.
 */
import { fileURLToPath } from 'node:url';
import { compile } from '@inlang/paraglide-js';

await compile({
	project: fileURLToPath(new URL('./project.inlang', import.meta.url)),
	outdir: fileURLToPath(new URL('./generated', import.meta.url)),
	// The web app hands the language in (texts/language.ts); nothing here reads cookies or addresses.
	strategy: ['globalVariable', 'baseLocale'],
	outputStructure: 'locale-modules',
	// TypeScript reads the types from the compiled files themselves; declarations would take two thirds of the time.
	emitTsDeclarations: false,
	emitGitIgnore: false,
	emitPrettierIgnore: false,
	emitReadme: false,
});
