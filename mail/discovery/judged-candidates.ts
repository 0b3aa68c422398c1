import { isReceivedAtHome } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type { Candidate, DiscoveryStep, JudgedCandidate, ProofReport, SideProof } from './discovery.ts';

/** Steps by how much they know of the domain. */
const STEPS: readonly DiscoveryStep[] = [
	'domain',
	'exchanger',
	'autoconfig',
	'well-known',
	'directory',
	'services',
	'signs',
	'guess',
];

const UNTRIED: SideProof = { proven: undefined, tries: [] };

interface Kept {
	readonly candidate: Candidate;
	readonly foundBy: DiscoveryStep[];
	/** Somebody who must know said so, the first finder or a later one. */
	isTold: boolean;
	proof: ProofReport | undefined;
}

/** The candidates of a search: each once, in the order in which they are to be tried by their owner. */
export class JudgedCandidates {
	private readonly most: number;
	private readonly kept: Kept[] = [];

	/** @param most Of candidates. */
	constructor(most: number) {
		this.most = most;
	}

	/** Takes what is new, and remembers which step found again what is known. */
	add(found: readonly Candidate[]): Candidate[] {
		const added: Candidate[] = [];
		for (const candidate of found) {
			const known = this.kept.find((one) => isSameMailbox(one.candidate, candidate));
			if (known) {
				if (!known.foundBy.includes(candidate.step)) known.foundBy.push(candidate.step);
				known.isTold ||= !candidate.isLikely;
			} else if (this.kept.length < this.most) {
				const { step, isLikely } = candidate;
				this.kept.push({ candidate, foundBy: [step], isTold: !isLikely, proof: undefined });
				added.push(candidate);
			}
		}
		return added;
	}

	settle(proof: ProofReport): void {
		const kept = this.kept.find(({ candidate }) => candidate === proof.candidate);
		if (kept) kept.proof = proof;
	}

	/** One that somebody told is proven. */
	get isSettled(): boolean {
		return this.kept.some((one) => one.isTold && isProven(one));
	}

	/** @param subject Undefined where the provider was known by its domain. */
	ranked(subject: Subject | undefined): JudgedCandidate[] {
		return this.kept
			.toSorted((a, b) => rankOf(a, subject) - rankOf(b, subject))
			.map(({ candidate, foundBy, isTold, proof }) => ({
				candidate: { ...candidate, isLikely: !isTold },
				foundBy,
				imap: proof?.imap ?? UNTRIED,
				smtp: proof?.smtp ?? UNTRIED,
			}));
	}
}

/** What answers before what does not; then what somebody told, at home before elsewhere, before what is likely. */
function rankOf(kept: Kept, subject: Subject | undefined): number {
	const { candidate, foundBy, isTold } = kept;
	const { step, isElsewhere } = candidate;
	// A filter in front makes signs worth more than what web servers say.
	const isSign = subject?.gateway !== undefined && (step === 'exchanger' || step === 'signs');
	const group = isSign ? 0 : !isTold ? 3 : isElsewhere ? 2 : 1;
	// Who takes its mail in by itself mostly keeps it too, whoever else may send for it.
	const isAtHome = step === 'guess' && subject !== undefined && isReceivedAtHome(subject);
	// Of a family that the exchanger told, the one that another step told too.
	const confirmed = foundBy.length > 1 ? 0 : 0.5;
	const answers = isProven(kept) ? 0 : isHalfProven(kept) ? 1 : 2;
	const place = STEPS.indexOf(isAtHome ? 'services' : step);
	return (answers * 4 + group) * STEPS.length + place + confirmed;
}

const isProven = ({ proof }: Kept): boolean => Boolean(proof?.imap.proven && proof.smtp.proven);
const isHalfProven = ({ proof }: Kept): boolean => Boolean(proof?.imap.proven ?? proof?.smtp.proven);

/** One mailbox is read at one server, however it is written to. */
function isSameMailbox(a: Candidate, b: Candidate): boolean {
	return a.imap.some((one) => b.imap.some(({ host, port }) => host === one.host && port === one.port));
}
