import type { IssueResults } from '#domain/newsletters/issues/results/read-issue-results.ts';
import { calendarDate } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import type { Crumb } from '#lib/app/frame/breadcrumb.ts';

/** Where an issue stands: below its newsletter. */
export function issueCrumbs(
	{ newsletter, date }: IssueResults,
	{ language }: { language: Language },
): Crumb[] {
	const reader = { language, timeZone: 'UTC', now: date };
	return [
		{ label: newsletter.title, href: `/newsletters/${newsletter.id}` },
		{ label: m.results_issue_title({ day: calendarDate(date, reader, 'medium') }) },
	];
}
