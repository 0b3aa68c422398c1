import type { Names } from '#platform/network/names.ts';
import type { RecordToPublish } from './checked-record.ts';
import { orSilent } from './limited-names.ts';
import { changedText } from './propose-record.ts';
import { providerOfHost } from './sending-provider.ts';
import type { SendingProvider } from './sending-provider.ts';
import type { SendingServer } from './sending-server.ts';
import { authorisationOf } from './server-authorisation.ts';
import type { Authorisation } from './server-authorisation.ts';
import { shownText } from './shown-text.ts';
import { completedDraft, draftOf, firstDraft, mergedDraft, piecesOf, recordOf } from './spf-draft.ts';
import type { SpfDraft, SpfEnd } from './spf-draft.ts';
import { allOf, isReadable, opensToAll, repairedSpf } from './spf-record.ts';
import type { SpfRecord } from './spf-record.ts';
import { LOOKUPS_AT_MOST, walkSpf } from './walk-spf.ts';

/** What is published, and what each server has of it. */
export interface PublishedTexts {
	readonly records: readonly SpfRecord[];
	/** Texts that were meant as a record and are none, or that some receivers take for another one: they go. */
	readonly lookAlikes: readonly string[];
	readonly servers: readonly SendingServer[];
	readonly authorisations: readonly Authorisation[];
}

/** The one record that is needed; `lookups` where it would ask more than receivers allow (RFC 7208, 4.6.4): none then. */
export type NeededSpf =
	{ readonly record: RecordToPublish | undefined } | { readonly record: undefined; readonly lookups: number };

/**
 * Finds the one record that mends or completes what is published (RFC 7208, 3.2: never a second one), if any is needed and one
 * is known. Of several records, and of one that receivers do not read, the draft that mends them is asked first what it lacks.
 */
export async function neededSpf(
	domain: string,
	published: PublishedTexts,
	names: Names,
	providers: readonly SendingProvider[],
): Promise<NeededSpf> {
	const draft = await neededDraft(domain, published, names, providers);
	if (!draft) return { record: undefined };
	const record = recordOf(draft);
	if (record.isTooLong) return { record: undefined };
	const { lookups } = await walkSpf(record, domain, names);
	if (lookups > LOOKUPS_AT_MOST) return { record: undefined, lookups };
	const replaces = [...published.records.map(({ text }) => text), ...published.lookAlikes];
	return {
		record: changedText(
			domain,
			piecesOf(draft),
			replaces.map((text) => shownText(text)),
		),
	};
}

async function neededDraft(
	domain: string,
	{ records, lookAlikes, servers, authorisations }: PublishedTexts,
	names: Names,
	providers: readonly SendingProvider[],
): Promise<SpfDraft | undefined> {
	const [only, ...others] = records;
	if (only && others.length === 0) {
		const terms = missingTerms(authorisations);
		const isNeeded = terms.length > 0 || lookAlikes.length > 0 || allOf(only.terms)?.qualifier === '+';
		const isMendable = isNeeded && isReadable(only);
		return isMendable ? completedDraft(draftOf(only), terms, endFor(authorisations)) : undefined;
	}
	const meant = only ? records : lookAlikes.flatMap((text) => repairedSpf(text) ?? []);
	const [meantOnly, ...meantOthers] = meant;
	// What its end says is not known: nothing that is proposed may leave it out.
	if (meant.some(({ isTooLong }) => isTooLong)) return undefined;
	if (!meantOnly) {
		const terms = [...missingTerms(authorisations), ...(await receiverOf(domain, names, providers))];
		// A record that names nobody vouches for nobody.
		return terms.length > 0 ? firstDraft(terms, endFor(authorisations)) : undefined;
	}
	const base = meantOthers.length > 0 ? mergedDraft(meant, endFor(authorisations)) : draftOf(meantOnly);
	const then = await authorisationsUnder(recordOf(base), domain, servers, names);
	return completedDraft(base, missingTerms(then), endFor(then));
}

/** What each server would have of a record if it were published. */
async function authorisationsUnder(
	record: SpfRecord,
	domain: string,
	servers: readonly SendingServer[],
	names: Names,
): Promise<Authorisation[]> {
	const then: Names = {
		...names,
		texts: (name) => (name.toLowerCase() === domain ? Promise.resolve([record.text]) : names.texts(name)),
	};
	const published = { walk: await walkSpf(record, domain, then), isOpen: opensToAll(record) };
	return Promise.all(servers.map((server) => authorisationOf(server, domain, published, then)));
}

function missingTerms(authorisations: readonly Authorisation[]): string[] {
	const missing = authorisations.filter(({ answer }) => answer === 'no' || answer === 'partly');
	return [...new Set(missing.flatMap(({ term }) => term ?? []))];
}

/** Where a server sends that no record can name, nothing is said of servers that it does not name. */
function endFor(authorisations: readonly Authorisation[]): SpfEnd {
	const isExpressible = ({ answer, term }: Authorisation) =>
		answer === 'yes' || answer === 'not-asked' || (answer !== 'unread' && term !== undefined);
	return authorisations.every(isExpressible) ? '~all' : '?all';
}

/** The provider that receives: its people write from there too. */
async function receiverOf(domain: string, names: Names, providers: readonly SendingProvider[]) {
	const exchangers = await orSilent(names.mailExchangers(domain));
	const receiver = exchangers === 'silent' ? undefined : providerOfHost(providers, exchangers[0] ?? '');
	return receiver?.spf.envelope === 'ours' ? [`include:${receiver.spf.includes[0]}`] : [];
}
