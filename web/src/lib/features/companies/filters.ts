import { TAGS, type TagWord } from '#texts/priorities-and-tags.ts';

/** The filters of the list of companies as its address holds them. */
export interface CompanyListFilters {
	search?: string;
	tags?: TagWord[];
	formerCustomer?: boolean;
	withRelance?: boolean;
	sort: 'name' | 'created';
	direction: 'asc' | 'desc';
}

/** Reads the address; what it does not understand is left out. */
export function companyFiltersOf(parameters: URLSearchParams): CompanyListFilters {
	const tag = TAGS.find((one) => one === parameters.get('tag'));
	return {
		search: parameters.get('search')?.slice(0, 200) || undefined,
		tags: tag ? [tag] : undefined,
		formerCustomer: parameters.get('former') === 'yes' || undefined,
		withRelance: parameters.get('relance') === 'yes' || undefined,
		sort: parameters.get('sort') === 'created' ? 'created' : 'name',
		direction: parameters.get('direction') === 'desc' ? 'desc' : 'asc',
	};
}
