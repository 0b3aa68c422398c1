import { spawn } from 'node:child_process';

/**
 * Runs a program to its end. `started` is told its pid.
 * @throws with the end of its output when it fails
 */
export function runProgram(
	program: string,
	args: string[],
	options: { env?: NodeJS.ProcessEnv; cwd: string; started?: (pid: number) => void },
): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			cwd: options.cwd,
			env: options.env,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		if (child.pid !== undefined) options.started?.(child.pid);
		let tail = '';
		const keep = (text: string) => (tail = (tail + text).slice(-4_000));
		child.stdout.setEncoding('utf8').on('data', keep);
		child.stderr.setEncoding('utf8').on('data', keep);
		child.on('error', reject);
		child.on('close', (code) =>
			code === 0 ? resolve() : reject(new Error(tail.trim() || `ended with ${code}`)),
		);
	});
}
