import type { Job } from './job.ts';
import { LINE_FAULTS } from './line-faults.ts';
import { settle } from './suspects.ts';

/** Mails that were taken and are still held. */
const HELD_AT_MOST = 256;

/** Mails that wait for a line: in the order in which they were armed, those to be begun anew first. */
export class JobQueue {
	private jobs: Job[] = [];
	private head = 0;
	private readonly again: Job[] = [];

	get size(): number {
		return this.jobs.length - this.head + this.again.length;
	}

	get first(): Job | undefined {
		return this.again.at(-1) ?? this.jobs[this.head];
	}

	push(job: Job): void {
		this.jobs.push(job);
	}

	pushAgain(job: Job): void {
		this.again.push(job);
	}

	take(): Job | undefined {
		const again = this.again.pop();
		if (again) return again;
		if (this.head === this.jobs.length) return undefined;
		const job = this.jobs[this.head++];
		// What was taken is not to be held until all of a long list was.
		if (this.head === this.jobs.length || this.head === HELD_AT_MOST) {
			this.jobs = this.jobs.slice(this.head);
			this.head = 0;
		}
		return job;
	}

	/** The next of which there is a mail; one that cannot be written is refused. */
	takeWritten(): Job | undefined {
		for (let job = this.take(); job; job = this.take()) {
			try {
				void job.mail;
				return job;
			} catch {
				settle(job, 'rejected', { fault: LINE_FAULTS.unwritten });
			}
		}
		return undefined;
	}

	takeAll(): Job[] {
		const all = [...this.again.splice(0), ...this.jobs.slice(this.head)];
		this.jobs = [];
		this.head = 0;
		return all;
	}
}
