import type { HitFigures, HitLoad } from './measure-hits.ts';
import { figure } from './table.ts';

/** A line a round: how long hits waited that came at a steady rate, and whether each was stored. */
export function printHits(
	{ perSecond, seconds, connections, pagesPerSecond }: HitLoad,
	rounds: readonly HitFigures[],
): void {
	console.log(
		`\nlinks of mails on one web process: ${perSecond} a second for ${seconds} s over ${connections} connections, ${pagesPerSecond} pages a second beside them`,
	);
	for (const { answered, stored, median, p99, worst, pageMedian, pageP99 } of rounds) {
		const times = `median ${figure(median, 'ms')}, p99 ${figure(p99, 'ms')}, worst ${figure(worst, 'ms')}`;
		const pages = `pages: median ${figure(pageMedian, 'ms')}, p99 ${figure(pageP99, 'ms')}`;
		console.log(`  ${answered} answered, ${stored} stored   ${times}   ${pages}`);
	}
}
