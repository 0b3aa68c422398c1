import { spawn } from 'node:child_process';

/**
 * Runs `prepare-data.ts` and answers the lines that the seed wants to be shown.
 * @throws with the reason that it gave
 */
export function prepareData(
	root: string,
	env: NodeJS.ProcessEnv,
	report: (detail: string) => void,
): Promise<string[]> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ['embedded/prepare-data.ts'], {
			cwd: root,
			env,
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		let lines: string[] = [];
		let words = '';
		child.stderr!.setEncoding('utf8').on('data', (text: string) => (words += text));
		child.on('message', (message: { kind: string; applied?: number; lines?: string[] }) => {
			if (message.kind === 'migrated')
				report(message.applied ? `${message.applied} migrations, then data` : 'data');
			if (message.kind === 'announce') lines = message.lines ?? [];
		});
		child.on('error', reject);
		child.on('close', (code) =>
			code === 0 ? resolve(lines) : reject(new Error(words.trim().slice(-1_500))),
		);
	});
}
