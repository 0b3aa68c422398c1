import { setTimeout as sleep } from 'node:timers/promises';
import { parseAddress } from '#mail/mime/address.ts';
import type { MailAddress } from '#mail/mime/address.ts';
import { accountsOf, presetOfDomain } from '#mail/presets/recognise.ts';
import { findByAutoconfig, findByDirectory, findByWellKnown } from './autoconfig.ts';
import { candidateOfPreset } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type {
	DiscoveryEvent,
	DiscoveryLimits,
	DiscoveryStep,
	DiscoveryTools,
	JudgedCandidate,
	SearchOutcome,
	StepReport,
} from './discovery.ts';
import { findByExchangers } from './exchangers.ts';
import type { ExchangerFinding } from './exchangers.ts';
import { NOTHING, findingOfFault, foundOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { findByGuess } from './guess.ts';
import { inTime } from './in-time.ts';
import { JudgedCandidates } from './judged-candidates.ts';
import { Prover } from './prove-candidate.ts';
import { findByServices } from './services.ts';
import { findBySigns } from './signs.ts';

/** Asks with what is given; it is aborted when the step's time is over. */
type Ask = (signal: AbortSignal) => Promise<Finding>;

/** One search for one address. */
export class Search {
	/** Nobody listens any more. */
	isLeft = false;
	private readonly tools: DiscoveryTools;
	private readonly limits: DiscoveryLimits;
	private readonly started = performance.now();
	private readonly over = new AbortController();
	private readonly ended: AbortSignal;
	private readonly candidates: JudgedCandidates;
	private readonly prover: Prover;
	private readonly proofs: Promise<void>[] = [];
	private readonly steps: StepReport[] = [];
	private listener: (event: DiscoveryEvent) => void = () => {};

	constructor(tools: DiscoveryTools, limits: DiscoveryLimits) {
		this.tools = tools;
		this.limits = limits;
		this.ended = AbortSignal.any([this.over.signal, ...(tools.signal ? [tools.signal] : [])]);
		this.candidates = new JudgedCandidates(limits.candidatesAtMost);
		this.prover = new Prover(tools.policy, limits.proveWithin, this.ended);
	}

	/** @param listener Told each event until it leaves. */
	async run(typed: string, listener: (event: DiscoveryEvent) => void): Promise<void> {
		this.listener = listener;
		const timer = setTimeout(() => this.over.abort(), this.limits.within);
		try {
			const address = parseAddress(typed);
			if (!address) this.end('address-invalid', []);
			else await this.search(address);
		} finally {
			clearTimeout(timer);
			this.over.abort();
		}
	}

	leave(): void {
		this.isLeft = true;
		this.over.abort();
	}

	private async search(address: MailAddress): Promise<void> {
		const own = await this.step('domain', async () => this.findByDomain(address));
		const subject = own.outcome === 'found' ? undefined : await this.askOthers(address);
		await this.proved();
		const ranked = this.candidates.ranked(subject);
		this.end(this.outcomeOf(ranked), ranked);
	}

	/** Asks the exchangers, and everybody else where these do not settle it. */
	private async askOthers(address: MailAddress): Promise<Subject> {
		let said = undefined as ExchangerFinding | undefined;
		const received = await this.step('exchanger', async () => {
			said = await findByExchangers(address, this.tools);
			return said.finding;
		});
		// What comes after the step's time is not taken any more.
		const subject = said?.subject ?? { address, exchangers: [], gateway: undefined, isUnsure: true };
		if (!isFinal(received)) await this.askEverybody(subject, received);
		return subject;
	}

	private async findByDomain(address: MailAddress): Promise<Finding> {
		const preset = presetOfDomain(address.domain, this.tools.presets);
		if (!preset) return NOTHING;
		if (preset.servers === 'none')
			return { outcome: 'found', candidates: [], remark: 'unconnectable', recognised: preset.key };
		return foundOf(accountsOf(preset).map((account) => candidateOfPreset(account, address, 'domain', false)));
	}

	private async askEverybody(subject: Subject, received: Finding): Promise<void> {
		const { tools, limits } = this;
		const { directory } = tools;
		const isFamily = received.candidates.some(({ isLikely }) => !isLikely);
		const asked = Promise.all([
			this.step('signs', () => findBySigns(subject, tools, isFamily)),
			this.step('autoconfig', (signal) => findByAutoconfig(subject, tools, limits, signal)),
			this.step('well-known', (signal) => findByWellKnown(subject, tools, limits, signal)),
			this.step('services', () => findByServices(subject, tools, limits)),
			directory === undefined
				? undefined
				: this.step('directory', (signal) =>
						findByDirectory(subject, { ...tools, directory }, limits, signal),
					),
		]).then(() => this.proved());
		const pause = sleep(limits.guessAfter, undefined, { signal: this.ended }).catch(() => {});
		await Promise.race([asked, pause]);
		if (!isFamily && !this.candidates.isSettled)
			await this.step('guess', (signal) => findByGuess(subject, tools, signal));
		await asked;
	}

	/** Takes a step in its time, tells what it found, and begins to prove it. */
	private async step(step: DiscoveryStep, ask: Ask): Promise<Finding> {
		const started = performance.now();
		const signal = AbortSignal.any([this.ended, AbortSignal.timeout(this.limits.askWithin)]);
		const finding = await inTime(ask(signal), signal).catch(findingOfFault);
		const milliseconds = Math.round(performance.now() - started);
		const report: StepReport = { kind: 'step', step, milliseconds, ...finding };
		this.steps.push(report);
		this.tell(report);
		for (const candidate of this.candidates.add(finding.candidates)) {
			this.proofs.push(
				this.prover.prove(candidate).then((proof) => {
					this.candidates.settle(proof);
					this.tell(proof);
				}),
			);
		}
		return finding;
	}

	/** Waits for all proofs that have begun, and those that begin meanwhile. */
	private async proved(): Promise<void> {
		let count: number;
		do {
			count = this.proofs.length;
			await Promise.all(this.proofs);
		} while (count < this.proofs.length);
	}

	private outcomeOf([best]: readonly JudgedCandidate[]): SearchOutcome {
		if (best) return best.imap.proven && best.smtp.proven ? 'proven' : 'unproven';
		const remarks = this.steps.map(({ remark }) => remark);
		const why = (['unconnectable', 'receives-no-mail', 'pop-only', 'clear-only'] as const).find((one) =>
			remarks.includes(one),
		);
		const isUnavailable = this.steps.some(
			({ step, outcome }) => step === 'exchanger' && outcome === 'unavailable',
		);
		return why ?? (isUnavailable ? 'unavailable' : 'nothing');
	}

	private end(outcome: SearchOutcome, candidates: readonly JudgedCandidate[]): void {
		const recognised = this.steps.find(({ remark }) => remark === 'unconnectable')?.recognised;
		this.tell({
			kind: 'end',
			outcome,
			milliseconds: Math.round(performance.now() - this.started),
			candidates,
			...(recognised === undefined ? {} : { recognised }),
		});
	}

	private tell(event: DiscoveryEvent): void {
		if (!this.isLeft) this.listener(event);
	}
}

/** Nothing that others say could change it: one account at a known provider, or a reason why there is none. */
function isFinal({ candidates, remark }: Finding): boolean {
	if (remark === 'receives-no-mail' || remark === 'unconnectable') return true;
	return candidates.length === 1 && !candidates[0]!.isLikely;
}
