import type { ChosenNumber, ResultNumber } from '#domain/newsletters/issues/results/result-numbers.ts';

/** An issue as addresses name it. */
export interface IssuePlaceOnScreen {
	readonly newsletterId: string;
	readonly issueId: string;
}

/** Its page. */
export function issueAddress({ newsletterId, issueId }: IssuePlaceOnScreen): string {
	return `/newsletters/${newsletterId}/issues/${issueId}`;
}

/** The people behind one of its numbers. */
export function peopleAddress(
	issue: IssuePlaceOnScreen,
	number: ResultNumber,
	{ verdict, link }: Partial<Pick<ChosenNumber, 'verdict' | 'link'>> = {},
): string {
	const parameters = new URLSearchParams();
	if (verdict && verdict !== 'person') parameters.set('verdict', verdict);
	if (link !== undefined) parameters.set('link', String(link));
	const query = parameters.size > 0 ? `?${parameters}` : '';
	return `${issueAddress(issue)}/results/${number}${query}`;
}
