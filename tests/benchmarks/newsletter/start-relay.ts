import { fork } from 'node:child_process';
import { once } from 'node:events';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';

/** A relay in a process of its own (`relay-process.ts`). */
export interface BenchRelay {
	readonly port: number;
	readonly pid: number;
	/** PEM. */
	readonly authority: string;
	/** From now on it waits so many milliseconds before each answer, and counts from 0. */
	answerAfter(delay: number): void;
	/** What it acknowledged since it was last asked. */
	taken(): Promise<Taken>;
	stop(): void;
}

/** Mails, how many of them to somebody who had one already, and the bytes of all. */
export interface Taken {
	readonly taken: number;
	readonly twice: number;
	readonly bytes: number;
}

export async function startRelay(): Promise<BenchRelay> {
	const certificate = await issueTestCertificate();
	const child = fork(new URL('./relay-process.ts', import.meta.url), { execArgv: [] });
	child.send(certificate);
	const [port] = (await once(child, 'message')) as [number];
	return {
		port,
		pid: child.pid!,
		authority: certificate.authority,
		answerAfter: (delay) => void child.send({ delay }),
		async taken() {
			const answer = once(child, 'message');
			child.send('taken');
			const [counts] = (await answer) as [Taken];
			return counts;
		},
		stop: () => child.disconnect(),
	};
}
