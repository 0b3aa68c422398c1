import { execFile } from 'node:child_process';
import type { Plugin } from 'vite';

/** Under `npm run dev`: a text that is saved is compiled, and the pages that say it are loaded again. */
export function recompileTexts(): Plugin {
	return {
		name: 'recompile-texts',
		apply: 'serve',
		configureServer({ watcher, config }) {
			watcher.on('change', (path) => {
				if (!/[\\/]texts[\\/]messages[\\/][^\\/]+\.json$/.test(path)) return;
				execFile(process.execPath, ['texts/compile.ts'], { cwd: config.root }, (error) => {
					if (error) config.logger.error(`The texts could not be compiled: ${error.message}`);
				});
			});
		},
	};
}
