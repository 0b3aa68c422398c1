import type { Names } from '#platform/network/names.ts';
import type { Finding } from './checked-record.ts';
import { orSilent } from './limited-names.ts';
import { shownText } from './shown-text.ts';
import { allOf, isReadable, isSpf, opensToAll, readSpf } from './spf-record.ts';
import type { SpfRecord, SpfTerm } from './spf-record.ts';

/** RFC 7208, 4.6.4: more terms that ask, and receivers void the record. */
export const LOOKUPS_AT_MOST = 10;
const VOIDS_AT_MOST = 2;
/** A record that asks far more than receivers allow is not walked to its end. */
const WALKED_AT_MOST = 30;
const EXCHANGERS_AT_MOST = 10;

/** What an SPF record asks of others, in the worst case: every term is read up to the last. */
export interface SpfWalk {
	/** Terms that ask the names, those of included records with them. */
	readonly lookups: number;
	/** Domains whose servers pass, by `include` or `redirect`, at any depth; in lower case. */
	readonly included: ReadonlySet<string>;
	/** Networks that pass, such as `ip4:192.0.2.0/24`, at any depth. */
	readonly networks: readonly string[];
	/** Of each include or redirect of the record itself, what it costs. */
	readonly costs: readonly { readonly name: string; readonly lookups: number }[];
	readonly findings: readonly Finding[];
}

/**
 * Walks through a record and all that it includes, as a receiver does that finds no match (RFC 7208, 4.6.4). Loops, names
 * without a record and names that nobody answers for become findings. Targets with macros cannot be walked: they count as
 * one question.
 */
export async function walkSpf(record: SpfRecord, domain: string, names: Names): Promise<SpfWalk> {
	const walk = new Walk(names);
	const costs = await walk.through(record, domain, [domain]);
	return {
		lookups: walk.lookups,
		included: walk.included,
		networks: walk.networks,
		costs,
		findings: walk.findings(),
	};
}

class Walk {
	lookups = 0;
	readonly included = new Set<string>();
	readonly networks: string[] = [];
	private voids = 0;
	private readonly found: Finding[] = [];
	private readonly names: Names;

	constructor(names: Names) {
		this.names = names;
	}

	findings(): Finding[] {
		const tooManyVoids: Finding[] =
			this.voids > VOIDS_AT_MOST ? [{ code: 'spf-too-many-voids', count: this.voids }] : [];
		return [...this.found, ...tooManyVoids];
	}

	/** @param path The records that led here: one of them once more is a loop. */
	async through(record: SpfRecord, domain: string, path: readonly string[]) {
		const costs: { name: string; lookups: number }[] = [];
		for (const term of readTermsOf(record)) {
			if (this.lookups >= WALKED_AT_MOST) break;
			const before = this.lookups;
			if (term.name === 'include' || term.name === 'redirect') {
				this.lookups++;
				await this.into(term, path);
				costs.push({ name: shownText(term.target ?? ''), lookups: this.lookups - before });
			} else await this.ask(term, domain);
		}
		return costs;
	}

	private async into(term: SpfTerm, path: readonly string[]): Promise<void> {
		const target = bare(term.target ?? '');
		if (target.includes('%')) return;
		const about = shownText(target);
		if (path.includes(target)) return this.note({ code: 'spf-loop', about });
		const texts = await orSilent(this.names.texts(target));
		if (texts === 'silent') return this.note({ code: 'spf-silent', about });
		const records = texts.filter(isSpf);
		if (records.length === 0) return this.note({ code: 'spf-include-empty', about });
		if (records.length > 1) return this.note({ code: 'spf-include-several', about });
		const record = readSpf(records[0]!);
		if (!isReadable(record)) return this.note({ code: 'spf-include-syntax', about });
		if (term.qualifier === '+') {
			this.included.add(target);
			if (opensToAll(record)) this.note({ code: 'spf-all-passes', about });
		}
		await this.through(record, target, [...path, target]);
	}

	/** Terms that ask for addresses and names; what has none is void. */
	private async ask(term: SpfTerm, domain: string): Promise<void> {
		if ((term.name === 'ip4' || term.name === 'ip6') && term.qualifier === '+') this.networks.push(term.text);
		if (!['a', 'mx', 'ptr', 'exists'].includes(term.name)) return;
		this.lookups++;
		if (term.name === 'ptr') return this.note({ code: 'spf-ptr' });
		const target = bare(term.target ?? domain);
		if (target.includes('%') || term.name === 'exists') return;
		const asked = term.name === 'a' ? this.names.addresses(target) : this.names.mailExchangers(target);
		const found = await orSilent(asked);
		const about = shownText(target);
		if (found === 'silent') this.note({ code: 'spf-silent', about });
		else if (found.length === 0) {
			this.voids++;
			this.note({ code: 'spf-void', about });
		} else if (term.name === 'mx' && found.length > EXCHANGERS_AT_MOST) {
			this.note({ code: 'spf-too-many-exchangers', about, count: found.length });
		}
	}

	private note(finding: Finding): void {
		const isKnown = this.found.some(({ code, about }) => code === finding.code && about === finding.about);
		if (!isKnown) this.found.push(finding);
	}
}

/** The terms that a receiver reads: up to `all`, and `redirect` only where there is none. */
function readTermsOf({ terms }: SpfRecord): SpfTerm[] {
	const all = allOf(terms);
	const read = all ? terms.slice(0, terms.indexOf(all)) : terms;
	return read.filter((term) => !term.isModifier).concat(all ? [] : terms.filter(isRedirect));
}

const isRedirect = (term: SpfTerm) => term.isModifier && term.name === 'redirect';

const bare = (name: string) => name.toLowerCase().replace(/\.$/, '');
